package dev.assay.api;

import dev.assay.measure.Problems;
import dev.assay.measure.RefusedException;
import dev.assay.metric.Argument;
import dev.assay.text.GoDuration;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the parameters of a request to measure. */
public final class Parameters {
    private Parameters() {}

    /**
     * Reads {@code NAME=VALUE}; the value may be empty, and may have equals signs of its own.
     *
     * @throws RefusedException for anything else, and for a name that is given twice
     */
    static List<Argument> arguments(List<String> texts) {
        List<Argument> arguments = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (String text : texts) {
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw Problems.parameter("tried to read arg=" + text + ", but it is not NAME=VALUE; give each argument"
                        + " as ?arg=NAME=VALUE");
            }
            String name = text.substring(0, equals);
            if (!names.add(name)) {
                throw Problems.parameter("tried to read arg=" + text + ", but " + name + " is given twice; keep one");
            }
            arguments.add(new Argument(name, text.substring(equals + 1), null));
        }
        return arguments;
    }

    /**
     * Reads a duration of Go ({@code 1m30s}) or of ISO 8601 ({@code PT1M30S}); none is zero.
     *
     * @throws RefusedException when it is neither, below zero, or longer than allowed
     */
    static Duration waiting(@Nullable String text, Duration longest) {
        return text == null || text.isBlank() ? Duration.ZERO : bounded(text, duration(text.strip()), longest);
    }

    public static Duration bounded(String text, Duration wait, Duration longest) {
        if (wait.isNegative()) {
            throw Problems.parameter("tried to wait " + text + ", but that is below zero; give a duration such as 30s");
        }
        if (wait.compareTo(longest) > 0) {
            throw Problems.parameter("tried to wait " + text + ", but the longest wait is " + longest
                    + "; wait less, or raise assay.measure.max-wait");
        }
        return wait;
    }

    private static Duration duration(String text) {
        try {
            return text.startsWith("P") || text.startsWith("p") ? Duration.parse(text) : GoDuration.parse(text);
        } catch (DateTimeException | IllegalArgumentException e) {
            throw Problems.parameter(
                    "tried to read wait=" + text + ", but it is no duration; give one such as 30s, 1m30s or PT1M30S");
        }
    }
}
