package dev.assay.wire.netrpc.client;

import dev.assay.log.PluginLog;
import dev.assay.text.LineSplitter;
import dev.assay.wire.OutputWorker;
import dev.assay.wire.netrpc.YamuxChannel;
import dev.assay.wire.yamux.YamuxStream;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes one of the plugin's output streams (go-plugin {@code rpc_client.go}: stdout, stderr) to its log, on a worker
 * and in order. The stream's window is given back when the lines are written. So a plugin that floods its output waits,
 * and no more than one window waits here.
 */
final class NetRpcOutputReader implements YamuxStream.Listener {
    private static final Logger LOG = Logger.getLogger(NetRpcOutputReader.class);

    private final YamuxChannel channel;
    private final OutputWorker output;
    private final LineSplitter lines;

    /** Guards itself: what came and is not being written yet, in one piece, since a plugin may send single bytes. */
    private final ByteArrayOutputStream unwritten = new ByteArrayOutputStream();

    private @Nullable YamuxStream stream;

    private NetRpcOutputReader(YamuxChannel channel, PluginLog log, Executor worker) {
        this.channel = channel;
        this.output = new OutputWorker(worker, LOG);
        this.lines = LineSplitter.marking(LineSplitter.PLUGIN_LINE_BYTES, log::line);
    }

    /** Opens the next stream and reads it until it ends. */
    static void open(YamuxChannel channel, PluginLog log, Executor worker) {
        NetRpcOutputReader reader = new NetRpcOutputReader(channel, log, worker);
        reader.stream = channel.open(reader);
    }

    @Override
    public void data(ByteBuf data) {
        boolean isFirst;
        synchronized (unwritten) {
            isFirst = unwritten.size() == 0;
            unwritten.writeBytes(ByteBufUtil.getBytes(data));
        }
        if (isFirst) {
            output.run(this::write, "some of it");
        }
    }

    @Override
    public void finished() {
        output.run(lines::end, "the end of it");
    }

    @Override
    public void ended(String why) {
        output.run(lines::end, "the end of it");
    }

    private void write() {
        byte[] piece;
        synchronized (unwritten) {
            piece = unwritten.toByteArray();
            unwritten.reset();
        }
        try {
            lines.feed(piece, 0, piece.length);
        } finally {
            channel.execute(() -> written(piece.length));
        }
    }

    private void written(int bytes) {
        YamuxStream read = stream;
        if (read != null && channel.ended() == null) {
            read.consumed(bytes);
            channel.flush();
        }
    }
}
