package dev.assay.process.output;

/**
 * Receives the lines that a plugin writes to its pipes. Called on the pipe's own thread, one line at a time, in order.
 */
public interface OutputListener {
    /** The pipe that a line came from. */
    enum Pipe {
        STDOUT,
        STDERR
    }

    /** Says which process it is, before its first line. */
    default void started(long pid) {}

    /** @param line without its line end; a line over the limit is cut and marked */
    void line(Pipe pipe, String line);
}
