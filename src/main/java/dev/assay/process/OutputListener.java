package dev.assay.process;

/** Receives what a plugin writes to its pipes. Called on the pipe's own thread, one line at a time, in order. */
public interface OutputListener {
    /** Which pipe a line came from. */
    enum Pipe {
        STDOUT,
        STDERR
    }

    /** @param line without its end; longer ones than the limit are cut, and marked so */
    void line(Pipe pipe, String line);
}
