package dev.assay.process.output;

import java.io.Closeable;
import java.io.IOException;

/** The end of a pipe that this process reads. One thread reads, and any thread may close. */
public interface OutputPipe extends Closeable {
    /**
     * Waits for bytes and reads them.
     *
     * @return how many; -1 at the end of the pipe
     * @throws IOException when it was closed
     */
    int read(byte[] buffer) throws IOException;
}
