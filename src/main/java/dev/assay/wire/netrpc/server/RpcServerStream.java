package dev.assay.wire.netrpc.server;

import dev.assay.text.ForeignText;
import dev.assay.wire.gob.GobException;
import dev.assay.wire.gob.GobReader;
import dev.assay.wire.gob.GobValue;
import dev.assay.wire.gob.GobWriter;
import dev.assay.wire.netrpc.ArgoReplies;
import dev.assay.wire.netrpc.GobBody;
import dev.assay.wire.netrpc.NetRpcValues;
import dev.assay.wire.netrpc.UnexpectedValue;
import dev.assay.wire.yamux.YamuxStream;
import io.netty.buffer.ByteBuf;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A net/rpc connection on one yamux stream, the server's side (Go's {@code net/rpc/server.go}, {@code ServeCodec}). Calls
 * run at the same time, and their answers come in any order. Confined to the server's thread.
 */
final class RpcServerStream implements YamuxStream.Listener {
    private static final Logger LOG = Logger.getLogger(RpcServerStream.class);

    /** The longest part of a text that an error sends back. */
    private static final int MAX_TEXT = 4_000;

    private final HostConnection connection;
    private final YamuxStream stream;
    private final RpcServices services;
    private final ArgoReplies replies;
    private final GobReader reader;
    private final GobWriter writer;
    private final Set<Call> calls = new HashSet<>();
    private GobValue.@Nullable Struct header;

    /** Bytes that came since the last complete value. */
    private long arrived;

    private final Runnable readOn = this::readOn;

    /** Bytes that were read, and of which the host has not been told. */
    private int unacknowledged;

    private boolean finished;
    private boolean over;

    RpcServerStream(HostConnection connection, YamuxStream stream, RpcServices services) {
        this.connection = connection;
        this.stream = stream;
        this.services = services;
        this.replies = connection.served().replies();
        this.reader = new GobReader(connection.served().limits().gob());
        this.writer = connection.served().types().writer();
    }

    @Override
    public void data(ByteBuf data) {
        int bytes = data.readableBytes();
        arrived += bytes;
        if (!connection.memory().arriving(bytes)) {
            connection.channel().tooMuch("requests take too much memory before they are complete");
            return;
        }
        try {
            reader.read(data, this::take);
        } catch (GobException | UnexpectedValue e) {
            connection.channel().breach("net/rpc", String.valueOf(e.getMessage()));
            return;
        }
        unacknowledged += bytes;
        connection.memory().whenFree(readOn);
    }

    /** Lets the host send as much as was read. */
    private void readOn() {
        int bytes = unacknowledged;
        unacknowledged = 0;
        stream.consumed(bytes);
        connection.flushSoon();
    }

    private void take(GobValue value) {
        GobValue.Struct current = header;
        if (current == null) {
            header = NetRpcValues.struct(value, "net/rpc's Request");
            return;
        }
        header = null;
        long bytes = arrived;
        arrived = 0;
        connection.memory().arriving(-bytes);
        Call call = new Call(NetRpcValues.text(current, "ServiceMethod"), NetRpcValues.number(current, "Seq"), bytes);
        calls.add(call);
        connection.callBegan();
        connection.memory().answering(bytes);
        call.start(value);
    }

    /** The host makes no more calls. */
    @Override
    public void finished() {
        finished = true;
        finishWhenAnswered();
    }

    @Override
    public void ended(String why) {
        over = true;
        connection.memory().arriving(-arrived);
        arrived = 0;
        List.copyOf(calls).forEach(Call::giveUp);
    }

    private void finishWhenAnswered() {
        if (finished && calls.isEmpty() && !over) {
            stream.finish();
            connection.flushSoon();
        }
    }

    /** One call, from its request to its answer. */
    private final class Call {
        private final String method;
        private final long sequence;
        private final long bytes;
        private @Nullable Cancellable running;

        Call(String method, long sequence, long bytes) {
            this.method = method;
            this.sequence = sequence;
            this.bytes = bytes;
        }

        void start(GobValue argument) {
            Cancellable started = answer(argument)
                    .subscribe()
                    .with(body -> onThread(() -> end("", body)), failure -> onThread(() -> fail(failure)));
            if (calls.contains(this)) {
                running = started;
            }
        }

        private Uni<GobBody> answer(GobValue argument) {
            @Nullable String refusal = connection.refusal();
            if (refusal != null) {
                return Uni.createFrom().failure(new RpcFailure(refusal));
            }
            RpcServices.@Nullable RpcMethod found = services.method(method);
            if (found == null) {
                return Uni.createFrom().failure(new RpcFailure(services.unknown(method)));
            }
            return Uni.createFrom().deferred(() -> found.call(argument));
        }

        private void onThread(Runnable task) {
            if (connection.channel().inEventLoop()) {
                task.run();
            } else {
                connection.execute(task);
            }
        }

        private void fail(Throwable failure) {
            if (!(failure instanceof RpcFailure || failure instanceof UnexpectedValue)) {
                LOG.debugf(failure, "%s failed", method);
            }
            String text = failure.getMessage() == null ? failure.toString() : failure.getMessage();
            end(ForeignText.shortened(text, MAX_TEXT), replies.nothing());
        }

        /** @param error empty for none */
        private void end(String error, GobBody body) {
            if (!forget()) {
                return;
            }
            ByteBuf out = connection.buffer();
            try {
                replies.writeHeader(writer, out, method, sequence, error);
                body.write(writer, out);
            } catch (RuntimeException e) {
                // Half an answer, or a description that the writer thinks was sent: the stream is of no use any more.
                out.release();
                LOG.errorf(e, "tried to answer %s, but the answer could not be written; report this", method);
                stream.reset();
                return;
            }
            stream.write(out);
            if (stream.queuedBytes() > connection.served().limits().maxWaitingBytes()) {
                connection.channel().tooMuch("it did not read its answers");
            }
            connection.flushSoon();
            finishWhenAnswered();
        }

        /** Nobody waits for the answer any more. */
        void giveUp() {
            if (forget() && running != null) {
                running.cancel();
            }
        }

        private boolean forget() {
            if (!calls.remove(this)) {
                return false;
            }
            connection.memory().answered(bytes);
            connection.callEnded();
            return true;
        }
    }
}
