package dev.assay.sample;

import dev.assay.text.ForeignText;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One line of a text exposition.
 *
 * @param value as it stands there
 */
record Series(String name, Map<String, String> labels, String value, double number) {
    boolean matches(String wantedName, Map<String, String> wantedLabels) {
        return name.equals(wantedName) && labels.entrySet().containsAll(wantedLabels.entrySet());
    }

    private static final int MAX_SHOWN = 300;

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
