package dev.assay.metric;

/** The verbs of a {@link MetricProvider}. */
public enum Verb {
    INITIALIZE("initialize", "initialise"),
    RUN("run", "run a metric"),
    RESUME("resume", "resume a measurement"),
    TERMINATE("terminate", "terminate a measurement"),
    GARBAGE_COLLECT("garbage-collect", "garbage-collect"),
    TYPE("type", "ask for the type"),
    METADATA("metadata", "ask for metadata");

    private final String text;
    private final String action;

    Verb(String text, String action) {
        this.text = text;
        this.action = action;
    }

    /** The verb as paths and metrics have it, for instance {@code garbage-collect}. */
    public String text() {
        return text;
    }

    /** The verb for messages: it completes the sentence "tried to ...". */
    public String action() {
        return action;
    }
}
