package dev.assay.measure.run;

import dev.assay.metric.Phase;
import java.util.Set;

/**
 * Which runs are listed.
 *
 * @param phases of which a run has one; empty for all runs
 * @param limit how many at most
 * @param after the place in the order of creation after which the list begins; 0 for the first
 */
public record RunQuery(Set<Phase> phases, int limit, long after) {
    public static final RunQuery ALL = new RunQuery(Set.of(), Integer.MAX_VALUE, 0);

    public RunQuery {
        phases = Set.copyOf(phases);
    }
}
