package dev.assay.process.output;

import dev.assay.text.LineSplitter;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;

/** Reads one pipe of a process until its end, or until it is closed, on a thread of its own. */
public final class PipeReader implements Runnable {
    /**
     * Enough for a read, a decode and a log call. The first log call also loads the classes that read JSON, and 128 KiB
     * overflows there. A class whose initialisation has failed stays broken. Unused stack costs no memory.
     */
    private static final long STACK_BYTES = 512 << 10;

    private static final int BUFFER_BYTES = 8 << 10;

    private static final Logger LOG = Logger.getLogger(PipeReader.class);

    private final OutputPipe pipe;
    private final LineSplitter lines;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private PipeReader(OutputPipe pipe, LineSplitter lines) {
        this.pipe = pipe;
        this.lines = lines;
    }

    /**
     * Starts reading. The sinks of the lines must not throw.
     *
     * @return completes at the end of the pipe, or when it was closed; never fails
     */
    public static CompletableFuture<Void> start(String thread, OutputPipe pipe, LineSplitter lines) {
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
            for (int n = pipe.read(buffer); n >= 0; n = pipe.read(buffer)) {
                lines.feed(buffer, 0, n);
            }
        } catch (IOException e) {
            LOG.debugf("The output of a process was closed before its end: %s", e);
        } finally {
            lines.end();
            ended.complete(null);
        }
    }
}
