package dev.assay.process.output;

import java.io.IOException;
import java.io.InputStream;

/**
 * A pipe as the JDK gives it. A read that waits goes on after {@link #close}, until the last process that can write has
 * ended.
 */
record StreamPipe(InputStream stream) implements OutputPipe {
    /**
     * Reads once more after a failure. When the process ends, the JDK copies the rest of the pipe into memory and
     * closes the pipe. A read at that moment fails, and the next one succeeds.
     */
    @Override
    public int read(byte[] buffer) throws IOException {
        try {
            return stream.read(buffer);
        } catch (IOException e) {
            Thread.onSpinWait();
            return stream.read(buffer);
        }
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
