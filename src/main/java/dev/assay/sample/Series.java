package dev.assay.sample;

import dev.assay.text.ForeignText;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One series of a text exposition, with its value.
 *
 * @param value the number as it is written there
 * @param number the value
 */
record Series(String name, Map<String, String> labels, String value, double number) {
    private static final int MAX_SHOWN = 300;

    boolean matches(String wantedName, Map<String, String> wantedLabels) {
        return name.equals(wantedName) && labels.entrySet().containsAll(wantedLabels.entrySet());
    }

    /** {@code name{a="b"}}, cut where it is very long. */
    String shown() {
        return ForeignText.shortened(show(name, labels), MAX_SHOWN);
    }

    static String show(String name, Map<String, String> labels) {
        return labels.isEmpty()
                ? name
                : labels.entrySet().stream()
                        .map(l -> l.getKey() + "=\"" + l.getValue() + '"')
                        .collect(Collectors.joining(",", name + "{", "}"));
    }
}
