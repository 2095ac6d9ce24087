package dev.assay.analysis;

import dev.assay.metric.Measurement;
import dev.assay.text.GoQuote;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Hides the values of Secrets in texts that leave Assay, as {@code runMeasurements} in Argo's {@code analysis/analysis.go}
 * does in messages. Unlike Argo, it also finds a value without the blanks around it, quoted as in Go and JSON, or encoded
 * for a URL. Immutable.
 */
public final class SecretMask {
    /** Hides nothing. */
    public static final SecretMask NONE = new SecretMask(List.of());

    private static final String STARS = "*****";

    /** A shorter value may stand within any word, so it is hidden only where it is a word of its own. */
    private static final int SHORTEST_PART = 4;

    /** The longest first, since one may be a part of another. */
    private final List<String> forms;

    private SecretMask(List<String> forms) {
        this.forms = List.copyOf(forms);
    }

    /** A mask of these values; empty ones are skipped. */
    public static SecretMask of(Collection<String> values) {
        Set<String> forms = new LinkedHashSet<>();
        for (String value : values) {
            String stripped = value.strip();
            forms.add(value);
            forms.add(stripped);
            forms.add(GoQuote.escape(value));
            forms.add(GoQuote.escape(stripped));
            forms.add(URLEncoder.encode(stripped, StandardCharsets.UTF_8));
            forms.add(URLEncoder.encode(stripped, StandardCharsets.UTF_8).replace("+", "%20"));
        }
        return new SecretMask(forms.stream()
                .filter(form -> !form.isBlank())
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList());
    }

    public String mask(String text) {
        String masked = text;
        for (String form : forms) {
            masked = form.length() < SHORTEST_PART ? maskWord(masked, form) : masked.replace(form, STARS);
        }
        return masked;
    }

    /** The map with each of its values masked. */
    public Map<String, String> mask(Map<String, String> texts) {
        if (forms.isEmpty()) {
            return texts;
        }
        Map<String, String> masked = new LinkedHashMap<>();
        texts.forEach((key, text) -> masked.put(key, mask(text)));
        return masked;
    }

    /** The measurement with message and metadata masked; its value stays, as in Argo. */
    public Measurement mask(Measurement measurement) {
        return new Measurement(
                measurement.phase(),
                mask(measurement.message()),
                measurement.startedAt(),
                measurement.finishedAt(),
                measurement.value(),
                mask(measurement.metadata()),
                measurement.resumeAt());
    }

    private static String maskWord(String text, String word) {
        StringBuilder masked = new StringBuilder();
        int from = 0;
        for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
            int end = at + word.length();
            if (at >= from && !isPartOfWord(text, at - 1) && !isPartOfWord(text, end)) {
                masked.append(text, from, at).append(STARS);
                from = end;
            }
        }
        return masked.append(text, from, text.length()).toString();
    }

    private static boolean isPartOfWord(String text, int index) {
        return index >= 0
                && index < text.length()
                && (Character.isLetterOrDigit(text.charAt(index)) || text.charAt(index) == '_');
    }
}
