package dev.assay.analysis.run;

import dev.assay.analysis.run.MetricAssessment.Excess;
import dev.assay.metric.Measurement;
import dev.assay.metric.Phase;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One assessment of a run, by {@code assessRunStatus} in Argo's {@code analysis.go}. For one thread, and used once. */
final class RunAssessment {
    private final boolean terminating;
    private final MetricTable metrics;
    private @Nullable Phase worst;
    private String message;
    private boolean everythingCompleted = true;
    private RunSummary summary = RunSummary.EMPTY;
    private RunSummary dryRunSummary = RunSummary.EMPTY;

    private RunAssessment(boolean terminateAsked, boolean terminating, List<MetricStatus> metrics) {
        this.terminating = terminating;
        this.metrics = new MetricTable(metrics);
        this.message = terminateAsked ? "Run Terminated" : "";
    }

    /**
     * The next status.
     *
     * @param terminateAsked whether somebody asked to end the run
     * @param terminating whether the run is to end, for that reason or by one of its metrics
     * @param inFlight names of the metrics with a call that is not answered; they do not end before
     * @param waiting whether something is open that the run must not end before
     */
    static AnalysisRunStatus assess(
            List<MetricSpec> specs,
            boolean terminateAsked,
            boolean terminating,
            AnalysisRunStatus status,
            Set<String> inFlight,
            boolean waiting,
            Instant now) {
        RunAssessment assessment = new RunAssessment(terminateAsked, terminating, status.metrics());
        for (MetricSpec spec : specs) {
            assessment.add(spec, inFlight.contains(spec.name()));
        }
        return assessment.next(status, waiting, now);
    }

    private void add(MetricSpec spec, boolean inFlight) {
        if (spec.dryRun()) {
            dryRunSummary = dryRunSummary.withMetric();
        } else {
            summary = summary.withMetric();
        }
        Optional<MetricStatus> known = metrics.find(spec.name());
        if (known.isEmpty() || inFlight) {
            everythingCompleted = false;
            return;
        }
        MetricStatus metric = assessed(spec, known.get());
        if (metric.phase().completed()) {
            addEnded(spec, metric);
        } else {
            everythingCompleted = false;
        }
    }

    private MetricStatus assessed(MetricSpec spec, MetricStatus metric) {
        Phase phase = MetricAssessment.phase(spec, metric, terminating);
        if (phase.equals(metric.phase())) {
            return metric;
        }
        MetricStatus assessed =
                metric.withPhase(phase, metric.last().map(Measurement::message).orElse(metric.message()));
        metrics.put(assessed);
        return assessed;
    }

    private void addEnded(MetricSpec spec, MetricStatus metric) {
        Optional<Excess> excess = MetricAssessment.excess(spec, metric.counts());
        @Nullable Phase reached = excess.map(Excess::phase).orElse(null);
        String why = metric.phase() + excess.map(e -> " due to " + e.reason()).orElse("");
        if (spec.dryRun()) {
            dryRunSummary = dryRunSummary.withEnded(reached);
            worst = Objects.requireNonNullElse(worst, Phase.SUCCESSFUL);
            if (excess.isPresent()) {
                metrics.put(metric.withMessage("Metric assessed " + why));
            }
            return;
        }
        summary = summary.withEnded(reached);
        if (worst == null || metric.phase().worseThan(worst)) {
            worst = metric.phase();
            if (excess.isPresent()) {
                message = "Metric \"" + spec.name() + "\" assessed " + why
                        + (metric.message().isEmpty() ? "" : ": \"Error Message: " + metric.message() + "\"");
            }
        }
    }

    private AnalysisRunStatus next(AnalysisRunStatus status, boolean waiting, Instant now) {
        boolean ended = !waiting && (terminating || (everythingCompleted && worst != null));
        Phase phase = ended ? Objects.requireNonNullElse(worst, Phase.SUCCESSFUL) : Phase.RUNNING;
        boolean changed = !phase.equals(status.phase());
        // A message is written with a change of the phase only.
        return new AnalysisRunStatus(
                phase,
                changed ? (ended ? message : "") : status.message(),
                metrics.all(),
                Objects.requireNonNullElse(status.startedAt(), now),
                summary,
                dryRunSummary,
                changed && ended && status.completedAt() == null ? now : status.completedAt());
    }
}
