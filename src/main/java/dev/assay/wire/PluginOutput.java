package dev.assay.wire;

import dev.assay.text.LineSplitter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A plugin's {@code System.out} and {@code System.err} after its handshake: whole lines, sent to the host over the
 * connection. While no host reads here, or the buffer is full, a line goes to the process's stderr pipe instead. Every
 * host drains that pipe too, so lines may overtake each other. Thread-safe. Only the plugin's own threads, and
 * {@link #close}, wait for the pipe.
 */
public final class PluginOutput implements AutoCloseable {
    /** Beyond it lines go to the pipe, which slows the plugin down. */
    private static final int MAX_QUEUED_BYTES = 1024 * 1024;

    private final OutputStream pipe;
    private final LineStream stdout = new LineStream(Source.STDOUT);
    private final LineStream stderr = new LineStream(Source.STDERR);
    private final Queue<Piece> queue = new ArrayDeque<>();

    /** Lines that were queued for a host which is gone, and are to go to the pipe. */
    private final Queue<Piece> left = new ArrayDeque<>();

    /** Held by the thread that writes them. */
    private final Object leftWriter = new Object();

    /** In both queues. */
    private int queuedBytes;

    private @Nullable Receiver receiver;
    private boolean closed;

    /** The stream to which the plugin wrote. */
    public enum Source {
        STDOUT,
        STDERR
    }

    /** The host's end of the output. Called by one thread at a time. */
    public interface Receiver {
        /** Whether it takes a line without storing it. When it becomes ready it calls {@link PluginOutput#drain}. */
        boolean isReady();

        /** @param line in UTF-8, with the line end */
        void send(Source source, byte[] line);

        /** There is no more output. */
        void end();
    }

    @SuppressWarnings("ArrayRecordComponent") // pieces are never compared
    private record Piece(Source source, byte[] line) {}

    /** @param pipe the process's stderr */
    public PluginOutput(OutputStream pipe) {
        this.pipe = pipe;
    }

    /** The stream to be set as {@code System.out}. */
    public PrintStream out() {
        return new PrintStream(stdout, true, StandardCharsets.UTF_8);
    }

    /** The stream to be set as {@code System.err}. */
    public PrintStream err() {
        return new PrintStream(stderr, true, StandardCharsets.UTF_8);
    }

    /** Ends the host's stream. Half lines and unsent lines go to the pipe, and so does all that is written later. */
    @Override
    public void close() {
        stdout.end();
        stderr.end();
        Receiver open;
        synchronized (this) {
            closed = true;
            open = receiver;
            leaveQueued();
        }
        writeLeft();
        if (open != null) {
            open.end();
        }
    }

    /** Sends to this receiver from now on. False when another one is attached, or after the close. */
    public synchronized boolean attach(Receiver host) {
        if (closed || receiver != null) {
            return false;
        }
        receiver = host;
        return true;
    }

    /** The host reads no more: unsent lines go to the pipe, for which nobody waits here. */
    public synchronized void detach() {
        leaveQueued();
        if (!left.isEmpty()) {
            Thread writer = new Thread(this::writeLeft, "assay-unsent-output");
            writer.setDaemon(true);
            writer.start();
        }
    }

    private synchronized void leaveQueued() {
        receiver = null;
        left.addAll(queue);
        queue.clear();
    }

    /** Returns when no line is left, also when another thread writes them. */
    private void writeLeft() {
        synchronized (leftWriter) {
            for (Piece piece = nextLeft(); piece != null; piece = nextLeft()) {
                writeToPipe(piece);
            }
        }
    }

    private synchronized @Nullable Piece nextLeft() {
        Piece piece = left.poll();
        if (piece != null) {
            queuedBytes -= piece.line().length;
        }
        return piece;
    }

    /** Sends queued lines for as long as the receiver is ready. */
    public synchronized void drain() {
        while (receiver != null && receiver.isReady() && !queue.isEmpty()) {
            Piece piece = queue.remove();
            queuedBytes -= piece.line().length;
            receiver.send(piece.source(), piece.line());
        }
    }

    private void send(Source source, String line) {
        Piece piece = new Piece(source, (line + "\n").getBytes(StandardCharsets.UTF_8));
        if (enqueue(piece)) {
            drain();
        } else {
            writeToPipe(piece);
        }
    }

    private synchronized boolean enqueue(Piece piece) {
        int size = piece.line().length;
        if (receiver == null || queuedBytes + size > MAX_QUEUED_BYTES) {
            return false;
        }
        queuedBytes += size;
        return queue.add(piece);
    }

    private void writeToPipe(Piece piece) {
        try {
            pipe.write(piece.line());
            pipe.flush();
        } catch (IOException e) {
            // The pipe's reader is the host: it is gone, and nobody is left to be told.
            return;
        }
    }

    private final class LineStream extends OutputStream {
        private final LineSplitter lines;

        LineStream(Source source) {
            lines = LineSplitter.marking(LineSplitter.PLUGIN_LINE_BYTES, line -> send(source, line));
        }

        @Override
        public synchronized void write(int b) {
            lines.feed(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] data, int offset, int length) {
            lines.feed(data, offset, length);
        }

        synchronized void end() {
            lines.end();
        }
    }
}
