package dev.assay.run.place;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A place where one run is taken to its end. */
public interface RunPlace extends AutoCloseable {
    /**
     * Begins the run. Does not block.
     *
     * @param manifest an AnalysisRun with its arguments; the caller gives it away
     * @param listener is told everything about it, on any thread, one call after the other
     */
    void begin(ObjectNode manifest, RunListener listener);

    /**
     * Ends the run early: what is in progress is terminated in the plugins. The listener is told of the end. Does not
     * block; may be called on any thread, and again.
     */
    void terminate();

    /** The remedy where the end of the run was not seen, as the last part of a sentence. May be called on any thread. */
    String remedy();

    /** Ends everything that was begun here. Blocks for some seconds at most. */
    @Override
    void close();
}
