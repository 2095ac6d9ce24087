package dev.assay.process.output;

import dev.assay.text.LineSplitter;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;

/** Reads one pipe of a process until its end, on a thread of its own. */
public final class PipeReader implements Runnable {
    /**
     * Enough for a read, a decode and a log call. The first log call also loads the classes that read JSON, and 128 KiB
     * overflows there. A class whose initialisation has failed stays broken. Unused stack costs no memory.
     */
    private static final long STACK_BYTES = 512 << 10;

    private static final int BUFFER_BYTES = 8 << 10;

    private final InputStream pipe;
    private final LineSplitter lines;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private PipeReader(InputStream pipe, LineSplitter lines) {
        this.pipe = pipe;
        this.lines = lines;
    }

    /**
     * Starts reading. The sinks of the lines must not throw.
     *
     * @return completes at the end of the pipe; never fails
     */
    public static CompletableFuture<Void> start(String thread, InputStream pipe, LineSplitter lines) {
        PipeReader reader = new PipeReader(pipe, lines);
        Thread running = new Thread(null, reader, thread, STACK_BYTES);
        running.setDaemon(true);
        running.start();
        return reader.ended;
    }

    @Override
    public void run() {
        try {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int n = read(buffer); n >= 0; n = read(buffer)) {
                lines.feed(buffer, 0, n);
            }
            lines.end();
        } finally {
            ended.complete(null);
        }
    }

    /**
     * Reads once more after a failure. When the process ends, the JDK copies the rest of the pipe into memory and
     * closes the pipe. A read at that moment fails, and the next one succeeds.
     */
    private int read(byte[] buffer) {
        for (int tries = 0; tries < 2; tries++) {
            try {
                return pipe.read(buffer);
            } catch (IOException e) {
                Thread.onSpinWait();
            }
        }
        return -1;
    }
}
