package dev.assay.check.analysis;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.config.ConfigFault;
import dev.assay.manifest.HelmTemplate;
import dev.assay.manifest.Yaml;
import dev.assay.manifest.YamlDocuments;
import dev.assay.text.DocumentException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Finds the objects of {@link AnalysisKind} in a file: its documents, and the items of lists. Other objects are passed over. */
final class ManifestReader {
    /** Levels of a manifest. Argo's own types have some forty. */
    private static final int DEEPEST = 100;

    private static final int MOST_ALIASES = 50;

    /** Objects of one file. */
    private static final int MOST = 10_000;

    private static final String GROUP = "argoproj.io/";
    private static final Pattern LINE = Pattern.compile("^line (\\d+), column \\d+: (.*)$", Pattern.DOTALL);

    private final ManifestSource source;
    private final List<Manifest> manifests = new ArrayList<>();
    private final List<ConfigFault> faults = new ArrayList<>();
    private int count;
    private boolean hasAny;

    /** Reads the file. */
    ManifestReader(ManifestSource source) {
        this.source = source;
        read();
    }

    /** Whether the file has an object of these kinds, whatever its faults. */
    boolean hasAny() {
        return hasAny;
    }

    /** The objects that could be read. */
    List<Manifest> manifests() {
        return manifests;
    }

    List<ConfigFault> faults() {
        return faults;
    }

    private void read() {
        try {
            YamlDocuments.read(source.text(), DEEPEST, MOST_ALIASES).forEach(node -> add(node, ""));
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark();
            fault(mark == null ? 0 : mark.getLine() + 1, "is not valid YAML: " + e.getProblem());
        } catch (YAMLException e) {
            fault(0, "is not valid YAML: " + e.getMessage());
        }
    }

    /** @param kind that of an item whose list says it for all */
    private void add(Node node, String kind) {
        if (!(node instanceof MappingNode mapping)) {
            return;
        }
        if (++count > MOST) {
            if (count == MOST + 1) {
                fault(0, "has more than " + MOST + " objects, and the others are not checked", "make two files of it");
            }
            return;
        }
        String own = text(mapping, "kind").orElse(kind);
        String version = text(mapping, "apiVersion").orElse(kind.isEmpty() ? "" : GROUP);
        if (own.endsWith("List") && kind.isEmpty()) {
            NodePath.child(mapping, "items").ifPresent(items -> items(items, own));
            return;
        }
        Optional<AnalysisKind> kindOfArgo = AnalysisKind.of(own).filter(k -> version.startsWith(GROUP));
        if (kindOfArgo.isEmpty()) {
            return;
        }
        hasAny = true;
        try {
            if (Yaml.json(mapping) instanceof ObjectNode json) {
                manifests.add(new Manifest(source, kindOfArgo.get(), mapping, json));
            }
        } catch (DocumentException e) {
            Matcher placed = LINE.matcher(e.reason());
            if (placed.matches()) {
                fault(Integer.parseInt(placed.group(1)), placed.group(2));
            } else {
                fault(0, e.reason());
            }
        }
    }

    private void items(Node items, String listKind) {
        if (items instanceof SequenceNode list) {
            String kind = listKind.substring(0, listKind.length() - "List".length());
            list.getValue().forEach(item -> add(item, kind.isEmpty() ? "-" : kind));
        }
    }

    private static Optional<String> text(MappingNode mapping, String key) {
        return NodePath.child(mapping, key).filter(ScalarNode.class::isInstance).map(node -> ((ScalarNode) node)
                .getValue());
    }

    private void fault(int line, String problem) {
        if (HelmTemplate.is(source.text())) {
            fault(line, problem, HelmTemplate.REMEDY);
        } else if (source.line(line - 1).contains("{{")) {
            fault(line, "has {{ outside of quotes, where YAML takes it for a mapping", "put the text in quotes");
        } else {
            fault(line, problem, "correct it there");
        }
    }

    private void fault(int line, String problem, String remedy) {
        faults.add(new ConfigFault("manifest", "", line, "", problem, remedy));
    }
}
