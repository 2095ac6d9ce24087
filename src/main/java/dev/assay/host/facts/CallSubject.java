package dev.assay.host.facts;

import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Metric;
import dev.assay.metric.Verb;

/**
 * The subject of a call.
 *
 * @param run empty where the verb is not about one
 * @param metric empty where the verb is not about one
 */
public record CallSubject(Verb verb, AnalysisRun run, Metric metric) {
    public static CallSubject of(Verb verb) {
        return of(verb, Metric.EMPTY);
    }

    public static CallSubject of(Verb verb, Metric metric) {
        return new CallSubject(verb, AnalysisRun.EMPTY, metric);
    }

    /** The subject in words, for instance {@code run of metric m of run r}, or {@code ask for the type}. */
    public String describe() {
        return switch (verb) {
            case RUN, RESUME, TERMINATE, GARBAGE_COLLECT ->
                verb.text() + " of metric " + metric.name() + " of run "
                        + (run.namespace().isEmpty() ? "" : run.namespace() + "/") + run.name();
            case INITIALIZE, TYPE, METADATA -> verb.action();
        };
    }
}
