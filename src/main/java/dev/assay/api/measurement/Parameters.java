package dev.assay.api.measurement;

import dev.assay.measure.RequestRefusedException;
import dev.assay.measure.RequestRefusedException.Kind;
import dev.assay.measure.RunLimits;
import dev.assay.text.GoDuration;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the parameters of a request to measure. */
public final class Parameters {
    private Parameters() {}

    /**
     * Reads arguments as {@code NAME=VALUE}. A value may be empty, and may have equals signs of its own.
     *
     * @return in the order of the request
     * @throws RequestRefusedException for any other text, and for a name that is given twice
     */
    public static Map<String, String> arguments(List<String> texts) {
        Map<String, String> arguments = new LinkedHashMap<>();
        for (String text : texts) {
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw invalid("tried to read arg=" + text + ", but it is not NAME=VALUE; give each argument"
                        + " as ?arg=NAME=VALUE");
            }
            String name = text.substring(0, equals);
            if (arguments.put(name, text.substring(equals + 1)) != null) {
                throw invalid("tried to read arg=" + text + ", but " + name + " is given twice; keep one");
            }
        }
        return arguments;
    }

    /**
     * Reads a duration of Go ({@code 1m30s}) or of ISO 8601 ({@code PT1M30S}); none is zero.
     *
     * @throws RequestRefusedException when it is neither, below zero, or longer than allowed
     */
    static Duration waitLimit(@Nullable String text, RunLimits limits) {
        return text == null || text.isBlank() ? Duration.ZERO : limits.checkWaitLimit(duration(text.strip()), text);
    }

    private static Duration duration(String text) {
        try {
            return text.startsWith("P") || text.startsWith("p") ? Duration.parse(text) : GoDuration.parse(text);
        } catch (DateTimeException | IllegalArgumentException e) {
            throw invalid(
                    "tried to read wait=" + text + ", but it is no duration; give one such as 30s, 1m30s or PT1M30S");
        }
    }

    private static RequestRefusedException invalid(String message) {
        return new RequestRefusedException(Kind.INVALID_PARAMETER, message);
    }
}
