package dev.assay.analysis.run;

import dev.assay.metric.Measurement;

/**
 * A call that is due.
 *
 * @param index of the metric in the spec, from 0
 * @param metric its name
 * @param measurement the one that is in progress; {@link Measurement#EMPTY} for a new one
 */
public record Task(int index, String metric, Verb verb, Measurement measurement) {
    /** The verb of the provider that is to be called. */
    public enum Verb {
        RUN,
        RESUME,
        TERMINATE
    }
}
