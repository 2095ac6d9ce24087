package dev.assay.config.entry;

import dev.assay.config.ConfigFault;
import dev.assay.text.Redacted;
import dev.assay.text.SpellingSuggestion;
import java.util.List;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Where in the configuration a value stands, and where what is found there is reported.
 *
 * @param entry as in {@link ConfigFault}
 * @param field as in {@link ConfigFault}
 * @param linesBefore lines of the user's text before the first line of the YAML text that the nodes belong to
 * @param text as in {@link ConfigFault}
 */
record FaultLocation(FaultCollector findings, String entry, String field, int linesBefore, String text) {
    /** An entry whose lines are those of the file. */
    FaultLocation(FaultCollector findings, String entry) {
        this(findings, entry, "", 0, "");
    }

    FaultLocation at(String inner) {
        return new FaultLocation(findings, entry, field.isEmpty() ? inner : field + "." + inner, linesBefore, text);
    }

    FaultLocation at(int index) {
        return new FaultLocation(findings, entry, field + "[" + index + "]", linesBefore, text);
    }

    FaultLocation entry(String name) {
        return new FaultLocation(findings, name, "", linesBefore, text);
    }

    /** The same for YAML that begins so many lines later. */
    FaultLocation after(int lines) {
        return new FaultLocation(findings, entry, field, lines, text);
    }

    /** The same for YAML whose lines are counted within the value of {@code key}. */
    FaultLocation textOf(String key) {
        return new FaultLocation(findings, entry, field, 0, key);
    }

    void fault(Node node, String problem, String remedy) {
        faultAtLine(node.getStartMark().getLine(), problem, remedy);
    }

    /** @param line of the YAML text, from 0; negative where it is not known */
    void faultAtLine(int line, String problem, String remedy) {
        findings.fault(new ConfigFault(entry, field, shownLine(line), text, problem, remedy));
    }

    void warning(Node node, String sentence) {
        warningAtLine(node.getStartMark().getLine(), sentence);
    }

    /** @param line as in {@link #faultAtLine} */
    void warningAtLine(int line, String sentence) {
        findings.warning(where(line) + ": " + sentence);
    }

    void unknown(Node node, String name, List<String> known) {
        String near = SpellingSuggestion.to(name, known)
                .map(n -> "did you mean \"" + n + "\"?")
                .orElseGet(() -> "known are " + String.join(", ", known));
        at(Redacted.plain(name)).warning(node, "this field is not known and is ignored; " + near);
    }

    private String where(int line) {
        return new ConfigFault(entry, field, shownLine(line), text, "", "").where();
    }

    int shownLine(int line) {
        return line < 0 ? 0 : linesBefore + line + 1;
    }
}
