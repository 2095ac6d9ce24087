package dev.assay.wire.netrpc;

import com.google.common.util.concurrent.MoreExecutors;
import dev.assay.wire.LineAssembler;
import dev.assay.wire.PluginLog;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.IntConsumer;
import org.jboss.logging.Logger;

/**
 * Writes one of the plugin's output streams (go-plugin {@code rpc_client.go}: stdout, stderr) to its log, on a worker
 * and in order. The stream's window is given back when the lines are written: a plugin that floods its output waits,
 * and what waits here is never more than one window.
 */
final class PluginOutputReader {
    private static final Logger LOG = Logger.getLogger(PluginOutputReader.class);

    private final Executor inOrder;
    private final LineAssembler lines;
    private final IntConsumer written;

    /** @param written told, on the worker, how many bytes may be forgotten */
    PluginOutputReader(PluginLog log, Executor worker, IntConsumer written) {
        this.inOrder = MoreExecutors.newSequentialExecutor(worker);
        this.lines = new LineAssembler(LineAssembler.MAX_LINE_BYTES, log::line);
        this.written = written;
    }

    /** @param data is copied */
    void data(ByteBuf data) {
        byte[] piece = new byte[data.readableBytes()];
        data.readBytes(piece);
        handle(
                () -> {
                    try {
                        lines.accept(piece, 0, piece.length);
                    } finally {
                        written.accept(piece.length);
                    }
                },
                piece.length + " bytes of it");
    }

    void end() {
        handle(lines::end, "the end of it");
    }

    private void handle(Runnable task, String what) {
        try {
            inOrder.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.warnf(
                    "tried to write a plugin's output to the log, but Assay is stopping (%s), so %s, and half a line"
                            + " before it, is lost; stop the plugin before Assay's workers",
                    e.getMessage(), what);
        }
    }
}
