package dev.assay.wire.grpc.server;

import com.google.protobuf.ByteString;
import dev.assay.proto.goplugin.StdioData;
import dev.assay.text.LineSplitter;
import io.grpc.stub.ServerCallStreamObserver;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A plugin's {@code System.out} and {@code System.err} after its handshake: whole lines, sent to the host over
 * {@code plugin.GRPCStdio/StreamStdio}. As long as no host listens there, and when the host reads so slowly that the
 * buffer is full, a line goes to the process's stderr pipe instead, which a host drains too; so a line may overtake
 * another, but none is lost. Thread-safe.
 */
public final class PluginOutput implements AutoCloseable {
    private static final int MAX_QUEUED_BYTES = 1024 * 1024;

    private final OutputStream pipe;
    private final LineStream stdout = new LineStream(StdioData.Channel.STDOUT);
    private final LineStream stderr = new LineStream(StdioData.Channel.STDERR);
    private final Queue<StdioData> queue = new ArrayDeque<>();
    private int queuedBytes;
    private @Nullable ServerCallStreamObserver<StdioData> stream;

    /** @param pipe the process's stderr */
    public PluginOutput(OutputStream pipe) {
        this.pipe = pipe;
    }

    /** What {@code System.out} is to be. */
    public PrintStream out() {
        return new PrintStream(stdout, true, StandardCharsets.UTF_8);
    }

    /** What {@code System.err} is to be. */
    public PrintStream err() {
        return new PrintStream(stderr, true, StandardCharsets.UTF_8);
    }

    /** Ends the host's stream; half lines, and what was not sent yet, go to the pipe, as does all that is written later. */
    @Override
    public void close() {
        stdout.end();
        stderr.end();
        ServerCallStreamObserver<StdioData> open;
        synchronized (this) {
            open = stream;
        }
        detach();
        if (open != null && !open.isCancelled()) {
            open.onCompleted();
        }
    }

    /** Called within the call that opens the stream. False when somebody else is reading. */
    boolean attach(ServerCallStreamObserver<StdioData> host) {
        synchronized (this) {
            if (stream != null) {
                return false;
            }
            stream = host;
        }
        host.setOnReadyHandler(this::drain);
        host.setOnCancelHandler(this::detach);
        return true;
    }

    private void detach() {
        List<StdioData> unsent;
        synchronized (this) {
            stream = null;
            unsent = new ArrayList<>(queue);
            queue.clear();
            queuedBytes = 0;
        }
        unsent.forEach(this::writeToPipe);
    }

    private void send(StdioData.Channel channel, String line) {
        StdioData piece = StdioData.newBuilder()
                .setChannel(channel)
                .setData(ByteString.copyFromUtf8(line + "\n"))
                .build();
        if (enqueue(piece)) {
            drain();
        } else {
            writeToPipe(piece);
        }
    }

    private synchronized boolean enqueue(StdioData piece) {
        int size = piece.getData().size();
        if (stream == null || queuedBytes + size > MAX_QUEUED_BYTES) {
            return false;
        }
        queuedBytes += size;
        return queue.add(piece);
    }

    private synchronized void drain() {
        while (stream != null && stream.isReady() && !queue.isEmpty()) {
            StdioData piece = queue.remove();
            queuedBytes -= piece.getData().size();
            stream.onNext(piece);
        }
    }

    private void writeToPipe(StdioData piece) {
        try {
            pipe.write(piece.getData().toByteArray());
            pipe.flush();
        } catch (IOException e) {
            // The pipe's reader is the host: it is gone, and nobody is left to be told.
            return;
        }
    }

    private final class LineStream extends OutputStream {
        private final LineSplitter lines;

        LineStream(StdioData.Channel channel) {
            lines = LineSplitter.marking(LineSplitter.PLUGIN_LINE_BYTES, line -> send(channel, line));
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
