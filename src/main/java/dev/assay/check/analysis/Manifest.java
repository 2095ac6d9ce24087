package dev.assay.check.analysis;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.text.ForeignText;
import org.yaml.snakeyaml.nodes.Node;

/**
 * One object of a file, of a kind that has to do with analyses.
 *
 * @param source the file
 * @param node the object with the lines of its fields
 * @param json the same object as JSON
 */
record Manifest(ManifestSource source, AnalysisKind kind, Node node, ObjectNode json) {
    private static final int LONGEST_NAME = 100;

    String name() {
        return json.path("metadata").path("name").asText("");
    }

    String namespace() {
        return json.path("metadata").path("namespace").asText("");
    }

    /** For instance {@code AnalysisTemplate success-rate}. */
    String shown() {
        String name =
                name().isEmpty() ? json.path("metadata").path("generateName").asText("") : name();
        return kind.shown() + (name.isEmpty() ? "" : " " + ForeignText.oneLine(name, LONGEST_NAME));
    }
}
