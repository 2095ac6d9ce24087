package dev.assay.config.entry;

import dev.assay.manifest.HelmTemplate;
import dev.assay.manifest.YamlDocuments;
import dev.assay.text.Redacted;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.ReaderException;

/** Reads the YAML of a configuration as graphs of nodes, and reports what cannot be read. */
final class YamlText {
    /** The limit of levels in a list of plugins, which has five or six. */
    private static final int DEEPEST_LIST = 20;

    /** The limit of levels in a file. It may hold other manifests; those of Argo's own types have some forty levels. */
    private static final int DEEPEST_FILE = 100;

    /** The limit of aliases. Each makes a node appear again, so many of them are an attack on whoever walks the graph. */
    private static final int MOST_ALIASES = 50;

    /** Problems in which SnakeYAML quotes a word of the text, which may be the beginning of a password. */
    private static final List<String> QUOTING =
            List.of("found undefined alias", "found undefined tag", "duplicate tag", "Global tag is not allowed");

    private YamlText() {}

    /** The one document of the text, or null when there is none or a fault was reported. */
    static @Nullable Node read(String text, FaultLocation place) {
        List<Node> documents = documents(text, DEEPEST_LIST, place);
        if (documents.size() > 1) {
            place.fault(
                    documents.get(1),
                    "a second YAML document begins here",
                    "keep the one that is meant; Assay reads a single document");
            return null;
        }
        return documents.isEmpty() ? null : documents.get(0);
    }

    /** All documents of the text that are not empty; none when a fault was reported. */
    static List<Node> readAll(String text, FaultLocation place) {
        return documents(text, DEEPEST_FILE, place).stream()
                .filter(node -> !node.getTag().equals(Tag.NULL))
                .toList();
    }

    private static List<Node> documents(String text, int deepest, FaultLocation place) {
        try {
            return YamlDocuments.read(text, deepest, MOST_ALIASES);
        } catch (MarkedYAMLException e) {
            malformed(e, text, place);
        } catch (ReaderException e) {
            int line = (int) text.substring(0, Math.min(e.getPosition(), text.length()))
                    .chars()
                    .filter(c -> c == '\n')
                    .count();
            place.faultAtLine(
                    line,
                    String.format("is not valid YAML: the character U+%04X is not allowed", e.getCodePoint()),
                    "remove it, or write it as an escape in double quotes");
        } catch (YAMLException e) {
            place.faultAtLine(
                    0,
                    "is not valid YAML: " + Redacted.plain(String.valueOf(e.getMessage())),
                    "write less, with fewer levels and aliases");
        }
        return List.of();
    }

    private static void malformed(MarkedYAMLException e, String text, FaultLocation place) {
        Mark mark = e.getProblemMark();
        int line = mark == null ? 0 : mark.getLine();
        String where = mark == null ? "" : " (column " + (mark.getColumn() + 1) + ")";
        String problem = problem(e);
        place.faultAtLine(line, "is not valid YAML: " + Redacted.plain(problem) + where, remedy(problem, text));
    }

    private static String problem(MarkedYAMLException e) {
        String problem = e.getProblem() == null ? "malformed" : e.getProblem();
        return QUOTING.stream().filter(problem::startsWith).findFirst().orElse(problem);
    }

    private static String remedy(String problem, String text) {
        if (HelmTemplate.is(text)) {
            return HelmTemplate.REMEDY;
        }
        if (problem.contains("\\t")) {
            return "indent with spaces, YAML allows no tabs there";
        }
        return QUOTING.contains(problem)
                ? "put a value that begins with *, & or ! in quotes"
                : "check indentation, colons and quotes there and in the line before";
    }
}
