package dev.assay.config;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/** Reads YAML as a graph of nodes: what a user wrote as a number stays told from what was written as text. */
final class YamlText {
    /** Far more levels than a list of plugins has, far fewer than a stack. */
    private static final int DEEPEST = 20;

    /** An alias makes one node appear again; a few spare typing, many are an attack on whoever walks the graph. */
    private static final int MOST_ALIASES = 50;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private YamlText() {}

    /** The one document of the text, or null when there is none or a fault was reported. */
    static @Nullable Node read(String text, Place place) {
        String plain = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
        try {
            LoaderOptions options = options(plain.length());
            Composer composer = new Composer(new ParserImpl(new StreamReader(plain), options), new Resolver(), options);
            if (!composer.checkNode()) {
                return null;
            }
            Node node = composer.getNode();
            if (composer.checkNode()) {
                Node second = composer.getNode();
                place.fault(
                        second,
                        "a second YAML document begins here",
                        "keep the one that is meant; Assay reads a single document");
                return null;
            }
            return node;
        } catch (MarkedYAMLException e) {
            malformed(e, place);
        } catch (ReaderException e) {
            int line = (int) plain.substring(0, Math.min(e.getPosition(), plain.length()))
                    .chars()
                    .filter(c -> c == '\n')
                    .count();
            place.faultAtLine(
                    line,
                    String.format("is not valid YAML: the character U+%04X is not allowed", e.getCodePoint()),
                    "remove it, or write it as an escape in double quotes");
        } catch (YAMLException e) {
            place.faultAtLine(0, "is not valid YAML: " + e.getMessage(), "write less, with fewer levels and aliases");
        }
        return null;
    }

    private static void malformed(MarkedYAMLException e, Place place) {
        Mark mark = e.getProblemMark();
        int line = mark == null ? 0 : mark.getLine();
        String where = mark == null ? "" : " (column " + (mark.getColumn() + 1) + ")";
        String problem = e.getProblem() == null ? String.valueOf(e.getMessage()) : e.getProblem();
        String remedy = problem.contains("\\t")
                ? "indent with spaces, YAML allows no tabs there"
                : "check indentation, colons and quotes there and in the line before";
        place.faultAtLine(line, "is not valid YAML: " + Shown.plain(problem) + where, remedy);
    }

    private static LoaderOptions options(int length) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(length + 1);
        options.setMaxAliasesForCollections(MOST_ALIASES);
        options.setNestingDepthLimit(DEEPEST);
        options.setAllowRecursiveKeys(false);
        return options;
    }
}
