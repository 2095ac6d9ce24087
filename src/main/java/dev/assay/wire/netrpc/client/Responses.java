package dev.assay.wire.netrpc.client;

import dev.assay.wire.gob.GobValue;
import dev.assay.wire.netrpc.NetRpcValues;
import dev.assay.wire.netrpc.UnexpectedValue;
import io.netty.util.collection.LongObjectHashMap;
import io.netty.util.collection.LongObjectMap;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one net/rpc connection that wait for an answer, by sequence number. Answers come in any order: each is a
 * {@code Response{ServiceMethod, Seq, Error}} and then a value (Go's {@code net/rpc/client.go}). Confined to an event
 * loop.
 */
final class Responses {
    private static final Logger LOG = Logger.getLogger(Responses.class);

    /** A plugin that confuses two calls is forgiven; one that sends answers without end costs the host time. */
    private static final int MAX_UNASKED = 1_000;

    private final String address;
    private final BooleanSupplier inEventLoop;
    private final LongObjectMap<RpcCall<?>> waiting = new LongObjectHashMap<>();
    private GobValue.@Nullable Struct header;
    private final AtomicLong answers = new AtomicLong();
    private long lastSequence;
    private long givenUp;

    /** Answers whose callers had given up. */
    private long late;

    /** Answers to calls that were never made. */
    private long unasked;

    /** @param inEventLoop whether the current thread is the event loop to which this is confined */
    Responses(String address, BooleanSupplier inEventLoop) {
        this.address = address;
        this.inEventLoop = inEventLoop;
    }

    /** Waits for the call's answer; gives the call its sequence number. */
    long expect(RpcCall<?> call) {
        assert inEventLoop.getAsBoolean();
        call.sentAs(++lastSequence);
        waiting.put(lastSequence, call);
        return lastSequence;
    }

    void forget(RpcCall<?> call) {
        assert inEventLoop.getAsBoolean();
        if (waiting.remove(call.sequence()) != null) {
            givenUp++;
        }
    }

    /** The number of answers so far, errors included. Any thread. */
    long answers() {
        return answers.get();
    }

    /** Takes the next value of the stream. Throws {@link UnexpectedValue} when it is no header where one is due. */
    void take(GobValue value) {
        assert inEventLoop.getAsBoolean();
        GobValue.Struct current = header;
        if (current == null) {
            if (!(value instanceof GobValue.Struct struct)) {
                throw new UnexpectedValue("net/rpc's Response was due and " + NetRpcValues.kind(value) + " came");
            }
            header = struct;
            return;
        }
        header = null;
        answers.lazySet(answers.get() + 1);
        long sequence = NetRpcValues.number(current, "Seq");
        String error = NetRpcValues.text(current, "Error");
        RpcCall<?> call = waiting.remove(sequence);
        if (call != null) {
            call.answer(error, value);
        } else if (Long.compareUnsigned(sequence - 1, lastSequence) < 0 && late < givenUp) {
            late++;
        } else if (unasked == MAX_UNASKED) {
            throw new UnexpectedValue("more than " + MAX_UNASKED + " answers came to calls that were never made");
        } else if (unasked++ == 0) {
            LOG.warnf(
                    "tried to match an answer of the plugin at %s to its call, but none waits with the number %s, so it is"
                            + " dropped, and more of the kind silently; correct the plugin",
                    address, Long.toUnsignedString(sequence));
        }
    }

    /** Fails all calls, and logs how many answers were dropped. */
    void end(String why) {
        assert inEventLoop.getAsBoolean();
        List<RpcCall<?>> left = new ArrayList<>(waiting.values());
        waiting.clear();
        left.forEach(call -> call.gone(why));
        if (late > 0 || unasked > 0) {
            LOG.infof(
                    "The plugin at %s sent %d answers after their callers had given up, and %d to calls that were never"
                            + " made; all were dropped",
                    address, late, unasked);
            late = 0;
            unasked = 0;
        }
    }
}
