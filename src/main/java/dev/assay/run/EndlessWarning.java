package dev.assay.run;

import dev.assay.run.report.RunSnapshot;
import dev.assay.text.ForeignText;
import dev.assay.text.GoDuration;
import java.time.Duration;
import java.util.Optional;

/** Warns of a run that nothing but a failure ends. */
final class EndlessWarning {
    private EndlessWarning() {}

    /** The sentence; empty where the run has an end. */
    static Optional<String> of(RunSnapshot run, Optional<Duration> timeout) {
        return run.metrics().stream()
                .filter(metric -> metric.isEndless())
                .findFirst()
                .map(metric -> "warning: metric " + ForeignText.quoted(metric.name())
                        + " has an interval and no count, so the run ends when a metric fails"
                        + timeout.map(limit -> ", or after the --timeout of " + GoDuration.write(limit))
                                .orElse(", and else never; write a count, or give --timeout"));
    }
}
