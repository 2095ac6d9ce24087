package dev.assay.secret;

import dev.assay.text.Redacted;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Hides secret values in texts that leave Assay. Argo's {@code runMeasurements} ({@code analysis/analysis.go}) hides a
 * value as it is. This mask also finds the {@linkplain SecretForms forms} in which programs print a value.
 *
 * <p>A text that was cut may end in the middle of a value. At its end, and before {@code ...}, the start of a value is
 * hidden too, from eight characters on.
 *
 * <p>One text takes time in proportion to its length, whatever the number of values. Immutable.
 */
public final class SecretMask implements UnaryOperator<String> {
    /** Hides nothing. */
    public static final SecretMask NONE = new SecretMask(List.of(), 0);

    /** A shorter value of a run's own arguments may stand within any word. */
    private static final int SHORTEST_PART = 4;

    /** The longest first: a long form needs fewer comparisons. */
    private final List<FormTable> tables;

    private final Set<String> values;

    private SecretMask(Collection<String> values, int shortestPart) {
        this.values = Set.copyOf(values);
        Set<String> forms = new LinkedHashSet<>();
        Set<String> encodings = new LinkedHashSet<>();
        for (String value : values) {
            if (!value.isBlank()) {
                SecretForms.addTo(forms, value);
                SecretEncodings.addTo(encodings, value);
            }
        }
        this.tables = FormTable.of(forms, encodings, shortestPart);
    }

    /** A mask of these values; blank ones are skipped. One of up to three characters is hidden only as a whole word. */
    public static SecretMask of(Collection<String> values) {
        return new SecretMask(values, SHORTEST_PART);
    }

    /** @param shortestPart a value of fewer characters is hidden only as a whole word */
    static SecretMask of(Collection<String> values, int shortestPart) {
        return new SecretMask(values, shortestPart);
    }

    /** The values that are hidden. */
    public Set<String> values() {
        return values;
    }

    /** The text with {@value Redacted#MASK} in place of each value. */
    public String mask(String text) {
        if (tables.isEmpty()) {
            return text;
        }
        StringBuilder masked = null;
        CutMarks cuts = new CutMarks(text);
        int hiddenTo = 0;
        for (int at = 0; at < text.length(); at++) {
            int end = end(text, at, cuts.next(at));
            if (end > at && end > hiddenTo) {
                if (masked == null) {
                    masked =
                            new StringBuilder(text.length()).append(text, 0, at).append(Redacted.MASK);
                } else if (at > hiddenTo) {
                    masked.append(text, hiddenTo, at).append(Redacted.MASK);
                }
                hiddenTo = end;
            }
        }
        return masked == null
                ? text
                : masked.append(text, hiddenTo, text.length()).toString();
    }

    @Override
    public String apply(String text) {
        return mask(text);
    }

    /** The end of the longest form that begins at this place; the place itself where none does. */
    private int end(String text, int at, int cut) {
        int end = at;
        for (FormTable table : tables) {
            end = Math.max(end, table.end(text, at, cut));
        }
        return end;
    }
}
