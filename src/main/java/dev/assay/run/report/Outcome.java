package dev.assay.run.report;

import java.util.List;
import java.util.Optional;

/**
 * The end of a run for the one who waited for it.
 *
 * @param run its last state; empty where it did not begin, or was never seen
 * @param reasons sentences on why it did not come to its own end
 */
public record Outcome(Verdict verdict, Optional<RunSnapshot> run, List<String> reasons) {
    public Outcome {
        reasons = List.copyOf(reasons);
    }
}
