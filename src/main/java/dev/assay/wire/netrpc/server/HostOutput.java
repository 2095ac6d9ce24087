package dev.assay.wire.netrpc.server;

import dev.assay.wire.PluginOutput;
import dev.assay.wire.yamux.YamuxStream;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Sends the plugin's output to a host, on the two streams that it opened for that. Lines come from any thread, and are
 * written by the server's.
 */
final class HostOutput implements PluginOutput.Receiver {
    /** A stream's window; a host that reads more slowly has the other lines on the pipe. */
    private static final int MAX_UNSENT_BYTES = 256 * 1024;

    private final HostConnection connection;
    private final PluginOutput output;
    private final Queue<Line> lines = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unsent = new AtomicInteger();
    private final AtomicBoolean awake = new AtomicBoolean();
    private @Nullable YamuxStream stdout;
    private @Nullable YamuxStream stderr;
    private boolean attached;
    private boolean over;
    private volatile boolean ending;

    @SuppressWarnings("ArrayRecordComponent") // lines are never compared
    private record Line(PluginOutput.Source source, byte[] bytes) {}

    HostOutput(HostConnection connection, PluginOutput output) {
        this.connection = connection;
        this.output = output;
        connection.channel().onBatchEnd(this::write);
    }

    /** The host opened the stream for the plugin's stdout. */
    void stdout(YamuxStream stream) {
        stdout = stream;
        stream.listen(new Listener(stream));
    }

    /** The host opened the stream for the plugin's stderr, the last one. */
    void stderr(YamuxStream stream) {
        stderr = stream;
        stream.listen(new Listener(stream));
        attach();
    }

    /** Takes the output, unless another host has it or this one has not opened both streams. */
    void attach() {
        if (!attached && !over && stdout != null && stderr != null && output.attach(this)) {
            attached = true;
        }
    }

    /** The host reads no more. */
    void detach() {
        over = true;
        if (attached) {
            attached = false;
            output.detach();
        }
    }

    @Override
    public boolean isReady() {
        return unsent.get() < MAX_UNSENT_BYTES;
    }

    @Override
    public void send(PluginOutput.Source source, byte[] line) {
        unsent.addAndGet(line.length);
        lines.add(new Line(source, line));
        wakeUp();
    }

    @Override
    public void end() {
        ending = true;
        wakeUp();
    }

    private void wakeUp() {
        if (awake.compareAndSet(false, true)) {
            connection.execute(() -> {
                awake.set(false);
                write();
            });
        }
    }

    /** Writes what the host and the socket take. */
    private void write() {
        int written = 0;
        for (Line line = next(); line != null; line = next()) {
            lines.remove();
            stream(line.source()).write(Unpooled.wrappedBuffer(line.bytes()));
            written += line.bytes().length;
        }
        if (written > 0) {
            unsent.addAndGet(-written);
            connection.flushSoon();
            output.drain();
        }
        if (ending && lines.isEmpty()) {
            stream(PluginOutput.Source.STDOUT).finish();
            stream(PluginOutput.Source.STDERR).finish();
            connection.flushSoon();
        }
    }

    private @Nullable Line next() {
        Line line = lines.peek();
        return line != null
                        && stream(line.source()).queuedBytes() == 0
                        && connection.channel().isWritable()
                ? line
                : null;
    }

    private YamuxStream stream(PluginOutput.Source source) {
        return Objects.requireNonNull(source == PluginOutput.Source.STDOUT ? stdout : stderr);
    }

    /** One of the two streams. A host sends nothing on it that is of interest, and may send no more than one window of it. */
    private final class Listener implements YamuxStream.Listener {
        private final YamuxStream stream;

        Listener(YamuxStream stream) {
            this.stream = stream;
        }

        @Override
        public void data(ByteBuf data) {}

        @Override
        public void finished() {
            stream.finish();
        }

        @Override
        public void ended(String why) {
            detach();
        }

        @Override
        public void drained() {
            write();
        }
    }
}
