package dev.assay.metric;

import java.util.List;
import java.util.stream.Collectors;

/**
 * An {@code AnalysisPhase} of Argo Rollouts, which is a string there: a plugin may return one that nobody knows, or the
 * empty one, and it is carried as it came.
 */
public record Phase(String text) {
    public static final Phase SUCCESSFUL = new Phase("Successful");
    public static final Phase RUNNING = new Phase("Running");
    public static final Phase PENDING = new Phase("Pending");
    public static final Phase INCONCLUSIVE = new Phase("Inconclusive");
    public static final Phase ERROR = new Phase("Error");
    public static final Phase FAILED = new Phase("Failed");

    /** From best to worst, as {@code unifiedAnalysisOrder} in {@code utils/analysis/helpers.go}. */
    private static final List<Phase> BEST_TO_WORST = List.of(SUCCESSFUL, RUNNING, PENDING, INCONCLUSIVE, ERROR, FAILED);

    /** Whether Argo has this phase. */
    public boolean isKnown() {
        return BEST_TO_WORST.contains(this);
    }

    /** The phases that Argo has, from best to worst: {@code Successful, Running, ...}. */
    public static String known() {
        return BEST_TO_WORST.stream().map(Phase::text).collect(Collectors.joining(", "));
    }

    /** Whether a measurement of this phase is finished: Successful, Failed, Error or Inconclusive. */
    public boolean completed() {
        return equals(SUCCESSFUL) || equals(FAILED) || equals(ERROR) || equals(INCONCLUSIVE);
    }

    /** Whether this phase is worse than the other; one that Argo does not know counts as Successful, as in {@code IsWorse}. */
    public boolean worseThan(Phase other) {
        return rank(this) > rank(other);
    }

    private static int rank(Phase phase) {
        return Math.max(0, BEST_TO_WORST.indexOf(phase));
    }

    @Override
    public String toString() {
        return text;
    }
}
