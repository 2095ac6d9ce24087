package dev.assay.analysis.run;

import dev.assay.metric.Measurement;
import dev.assay.metric.Phase;
import java.time.Instant;
import java.util.Map;

/**
 * The outcome of a task.
 *
 * @param at when it came
 * @param metadata of the metric; used with the first measurement only
 */
public record Answer(Task task, Measurement measurement, Map<String, String> metadata, Instant at) {
    /** The answer in place of a provider that cannot be had. What is known of a measurement in progress is kept. */
    public static Answer withoutProvider(Task task, String reason, Instant at) {
        Measurement known = task.verb() == Task.Verb.RUN ? task.measurement().withStartedAt(at) : task.measurement();
        return new Answer(task, known.withPhase(Phase.ERROR).withMessage(reason), Map.of(), at);
    }

    /** The measurement as it is to be kept. */
    Measurement kept() {
        return (task.verb() == Task.Verb.TERMINATE ? measurement.terminated() : measurement).finished(at);
    }
}
