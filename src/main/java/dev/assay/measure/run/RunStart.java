package dev.assay.measure.run;

import dev.assay.analysis.AnalysisException;
import dev.assay.analysis.run.AnalysisRunStatus;
import dev.assay.analysis.run.RunRules;
import dev.assay.analysis.run.RunSummary;
import dev.assay.measure.Plan;
import dev.assay.metric.Phase;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of a run.
 *
 * @param rules null where the run is over at once
 * @param status that it begins with, or has for good
 */
record RunStart(@Nullable RunRules rules, AnalysisRunStatus status) {
    static RunStart of(Plan plan, Instant now) {
        if (plan.metrics().isEmpty()) {
            return new RunStart(null, ended(plan, now));
        }
        try {
            return new RunStart(RunRules.of(plan.run(), plan.metrics()), AnalysisRunStatus.NEW);
        } catch (AnalysisException e) {
            return new RunStart(null, AnalysisRunStatus.NEW.refused("Analysis spec invalid: " + e.getMessage()));
        }
    }

    /** The status of a plan that ended before it began. */
    private static AnalysisRunStatus ended(Plan plan, Instant now) {
        return plan.phase().equals(Phase.ERROR)
                ? AnalysisRunStatus.NEW.refused(plan.message())
                : new AnalysisRunStatus(
                        plan.phase(), plan.message(), List.of(), now, RunSummary.EMPTY, RunSummary.EMPTY, now);
    }
}
