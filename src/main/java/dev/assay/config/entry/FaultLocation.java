package dev.assay.config.entry;

import dev.assay.config.ConfigFault;
import dev.assay.text.Redacted;
import dev.assay.text.SpellingSuggestion;
import java.util.List;
import org.yaml.snakeyaml.nodes.Node;

/**
 * The place of a value in the configuration. Its faults and warnings go to the collector.
 *
 * @param entry see {@link ConfigFault}
 * @param field see {@link ConfigFault}
 * @param linesBefore lines of the user's text before the first line of the YAML text that the nodes belong to
 * @param text see {@link ConfigFault}
 */
record FaultLocation(FaultCollector collector, String entry, String field, int linesBefore, String text) {
    /** The place of an entry whose lines are those of the file. */
    FaultLocation(FaultCollector collector, String entry) {
        this(collector, entry, "", 0, "");
    }

    FaultLocation at(String inner) {
        return new FaultLocation(collector, entry, field.isEmpty() ? inner : field + "." + inner, linesBefore, text);
    }

    FaultLocation at(int index) {
        return new FaultLocation(collector, entry, field + "[" + index + "]", linesBefore, text);
    }

    FaultLocation entry(String name) {
        return new FaultLocation(collector, name, "", linesBefore, text);
    }

    /** This place for YAML that begins after so many lines of the file. */
    FaultLocation after(int lines) {
        return new FaultLocation(collector, entry, field, lines, text);
    }

    /** This place for YAML whose lines are counted within the value of {@code key}. */
    FaultLocation textOf(String key) {
        return new FaultLocation(collector, entry, field, 0, key);
    }

    void fault(Node node, String problem, String remedy) {
        faultAtLine(node.getStartMark().getLine(), problem, remedy);
    }

    /** @param line of the YAML text, from 0; negative where it is not known */
    void faultAtLine(int line, String problem, String remedy) {
        collector.fault(new ConfigFault(entry, field, shownLine(line), text, problem, remedy));
    }

    /** Notes a certain mistake that harms one plugin only: a fault for a check, and a warning for the service. */
    void doubt(Node node, String problem, String remedy) {
        if (collector.isStrict()) {
            fault(node, problem, remedy);
        } else {
            warning(node, problem + "; " + remedy);
        }
    }

    void warning(Node node, String sentence) {
        warningAtLine(node.getStartMark().getLine(), sentence);
    }

    /** @param line see {@link #faultAtLine} */
    void warningAtLine(int line, String sentence) {
        collector.warning(where(line) + ": " + sentence);
    }

    void unknown(Node node, String name, List<String> known) {
        if (collector.hasEnoughWarnings()) {
            // The name that was meant is dear to find, and a broken generator writes tens of thousands of fields.
            return;
        }
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
