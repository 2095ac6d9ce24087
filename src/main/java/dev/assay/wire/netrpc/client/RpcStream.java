package dev.assay.wire.netrpc.client;

import dev.assay.wire.gob.GobException;
import dev.assay.wire.gob.GobReader;
import dev.assay.wire.gob.GobWriter;
import dev.assay.wire.netrpc.ArgoTypes;
import dev.assay.wire.netrpc.GobBody;
import dev.assay.wire.netrpc.UnexpectedValue;
import dev.assay.wire.netrpc.YamuxChannel;
import dev.assay.wire.yamux.YamuxStream;
import io.netty.buffer.ByteBuf;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A net/rpc connection on one yamux stream, the client's side. Calls come from any thread and are written by the event
 * loop in batches. They wait here, not in the channel, while the plugin does not read.
 */
final class RpcStream implements YamuxStream.Listener {
    /** The size at which a batch is written. A batch costs one frame, and larger frames save nothing. */
    private static final int BATCH_BYTES = 64 * 1024;

    /** Room for a request's header, and for the length of its argument. */
    private static final int HEADER_BYTES = 128;

    private final YamuxChannel channel;
    private final ArgoTypes types;
    private final RpcLimits limits;
    private final NetRpcErrors errors;
    private final SendQueue queue;
    private final Responses responses;
    private final GobWriter writer;
    private final GobReader reader;
    private @Nullable YamuxStream stream;
    private @Nullable String ended;

    /** Whether {@link #send} is running: a write may call {@link #drained} within. */
    private boolean sending;

    RpcStream(YamuxChannel channel, ArgoTypes types, RpcLimits limits) {
        this.channel = channel;
        this.types = types;
        this.limits = limits;
        this.errors = new NetRpcErrors(channel.address());
        this.queue = new SendQueue(limits.maxWaitingBytes());
        this.responses = new Responses(channel.address(), channel::inEventLoop);
        this.writer = types.writer();
        this.reader = new GobReader(limits.gob());
    }

    /** Sends calls on this stream from now on. */
    void use(YamuxStream opened) {
        channel.assertInEventLoop();
        stream = opened;
        channel.onBatchEnd(this::send);
    }

    /** Each subscription is a call. Fails with {@link dev.assay.metric.CallException}. Any thread. */
    <T> Uni<T> call(RpcRequest<T> request) {
        return Uni.createFrom().emitter(emitter -> submit(request, emitter));
    }

    /** The number of answers so far. Any thread. */
    long answers() {
        return responses.answers();
    }

    private <T> void submit(RpcRequest<T> request, UniEmitter<? super T> emitter) {
        long bytes = request.argument().bytes();
        if (bytes > limits.maxMessageBytes()) {
            emitter.fail(errors.tooLarge(request.verb(), bytes, limits.maxMessageBytes()));
            return;
        }
        RpcCall<T> call = new RpcCall<>(request, errors, emitter);
        emitter.onTermination(() -> forget(call));
        if (!queue.add(call)) {
            call.fail(errors.congested(request.verb(), queue.bytes()));
        } else if (queue.needsWakeUp()) {
            wakeUp();
        }
    }

    private void wakeUp() {
        if (channel.isReading()) {
            return; // The end of the batch sends.
        }
        try {
            channel.eventLoop().execute(this::sendAndFlush);
        } catch (RejectedExecutionException e) {
            queue.wokenUp();
            failQueued("Assay is stopping");
        }
    }

    private void forget(RpcCall<?> call) {
        if (!call.giveUp()) {
            return;
        }
        channel.execute(() -> responses.forget(call));
    }

    private void sendAndFlush() {
        send();
        channel.flush();
    }

    /** Sends what the peer and the channel take. */
    private void send() {
        channel.assertInEventLoop();
        queue.wokenUp();
        String why = ended != null ? ended : channel.ended();
        if (why != null) {
            failQueued(why);
            return;
        }
        YamuxStream out = stream;
        if (out == null || sending) {
            return;
        }
        sending = true;
        try {
            while (out.queuedBytes() < BATCH_BYTES && channel.isWritable()) {
                ByteBuf batch = batch();
                if (batch == null) {
                    return;
                }
                out.write(batch);
            }
        } finally {
            sending = false;
        }
    }

    private void failQueued(String why) {
        for (RpcCall<?> call = queue.next(); call != null; call = queue.next()) {
            call.gone(why);
        }
    }

    private @Nullable ByteBuf batch() {
        RpcCall<?> call = queue.next();
        if (call == null) {
            return null;
        }
        ByteBuf batch = channel.buffer();
        try {
            while (call != null) {
                GobBody argument = call.request().argument();
                batch.ensureWritable((int) argument.bytes() + HEADER_BYTES);
                types.writeRequest(writer, batch, call.request().method(), responses.expect(call));
                argument.write(writer, batch);
                call = batch.readableBytes() < BATCH_BYTES ? queue.next() : null;
            }
            return batch;
        } catch (RuntimeException e) {
            // Half a request, or a description that the writer thinks was sent: the stream is of no use any more.
            batch.release();
            if (call != null) {
                call.fail(errors.failed(call.request().verb(), e));
            }
            channel.end("Assay closed the connection, since it could not write a request (" + e + ")");
            return null;
        }
    }

    @Override
    public void data(ByteBuf data) {
        channel.assertInEventLoop();
        if (ended != null || stream == null) {
            return;
        }
        int bytes = data.readableBytes();
        try {
            reader.read(data, responses::take);
        } catch (GobException | UnexpectedValue e) {
            channel.breach("net/rpc", String.valueOf(e.getMessage()));
            return;
        }
        stream.consumed(bytes);
    }

    @Override
    public void finished() {
        channel.assertInEventLoop();
        channel.end("the plugin ended its net/rpc connection at " + channel.address());
    }

    @Override
    public void ended(String why) {
        channel.assertInEventLoop();
        if (ended == null) {
            ended = why;
            responses.end(why);
            send();
            channel.end(why);
        }
    }

    @Override
    public void drained() {
        send();
    }
}
