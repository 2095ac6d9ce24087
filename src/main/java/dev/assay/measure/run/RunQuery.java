package dev.assay.measure.run;

import dev.assay.measure.RequestRefusedException;
import dev.assay.measure.RequestRefusedException.Kind;
import dev.assay.metric.Phase;
import dev.assay.text.ForeignText;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which runs are listed.
 *
 * @param phases of which a run has one; empty for all runs
 * @param limit how many at most
 * @param after the place in the order of creation after which the list begins; 0 for the first
 */
public record RunQuery(Set<Phase> phases, int limit, long after) {
    /** Longer ones are beyond any number of runs. */
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    public RunQuery {
        phases = Set.copyOf(phases);
    }

    /**
     * Reads the parameters of a caller.
     *
     * @param limit null or blank for all
     * @param after what the part before says under {@code continue}; null or blank for the first part
     * @throws RequestRefusedException for a phase that Argo does not have, and for what is no number
     */
    public static RunQuery of(List<String> phases, @Nullable String limit, @Nullable String after) {
        Set<Phase> known = new LinkedHashSet<>();
        for (String text : phases) {
            Phase phase = new Phase(text.strip());
            if (!phase.isKnown()) {
                throw invalid("phase", text, "it is none of " + Phase.known() + "; give one of them");
            }
            known.add(phase);
        }
        long most = limit == null || limit.isBlank() ? Integer.MAX_VALUE : number("limit", limit);
        if (most == 0) {
            throw invalid("limit", String.valueOf(limit), "that lists nothing; give 1 or more");
        }
        long place = after == null || after.isBlank() ? 0 : number("continue", after);
        return new RunQuery(known, (int) Math.min(most, Integer.MAX_VALUE), place);
    }

    private static long number(String name, String text) {
        if (!NUMBER.matcher(text.strip()).matches()) {
            throw invalid(
                    name,
                    text,
                    name.equals("limit")
                            ? "it is no number; give one such as 100"
                            : "no list has said so; give what metadata.continue of the part before says");
        }
        return Long.parseLong(text.strip());
    }

    private static RequestRefusedException invalid(String name, String text, String reason) {
        return new RequestRefusedException(
                Kind.INVALID_PARAMETER, "tried to read " + name + "=" + ForeignText.visible(text) + ", but " + reason);
    }
}
