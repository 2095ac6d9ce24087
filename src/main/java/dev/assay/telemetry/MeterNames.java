package dev.assay.telemetry;

/** The names that several meters share, as Micrometer has them. */
final class MeterNames {
    static final String PLUGIN = "plugin";
    static final String VERB = "verb";
    static final String OUTCOME = "outcome";
    static final String BYTES = "bytes";
    static final String SECONDS = "seconds";

    private MeterNames() {}
}
