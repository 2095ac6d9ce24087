package dev.assay.wire.netrpc.client;

import dev.assay.metric.CallException;
import dev.assay.wire.gob.GobException;
import dev.assay.wire.gob.GobLimits;
import dev.assay.wire.gob.GobReader;
import dev.assay.wire.gob.GobValue;
import dev.assay.wire.netrpc.ArgoTypes;
import dev.assay.wire.netrpc.GobBody;
import dev.assay.wire.netrpc.NetRpcValues;
import dev.assay.wire.netrpc.UnexpectedValue;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Whatever a plugin sends on a net/rpc stream answers calls, fails them with a {@link CallException}, or is a breach; each
 * call ends once.
 */
public final class ResponsesFuzz {
    private static final GobLimits LIMITS = new GobLimits(1 << 16, 20, 50, 50, 1 << 14, 10_000, "");
    private static final ArgoTypes TYPES = ArgoTypes.load();

    private ResponsesFuzz() {}

    /** Called by the fuzzer with bytes that it makes up. The first says where the rest is cut. */
    public static void fuzzerTestOneInput(byte[] data) {
        if (data.length == 0) {
            return;
        }
        Responses responses = new Responses("unix:fuzz", () -> true);
        AtomicInteger ends = new AtomicInteger();
        expect(responses, ends, NetRpcValues::nothing);
        expect(responses, ends, TYPES::measurement);
        expect(responses, ends, NetRpcValues::texts);
        expect(responses, ends, NetRpcValues::text);
        expect(responses, ends, NetRpcValues::errorString);
        expect(responses, ends, NetRpcValues::id);
        int calls = 6;
        try {
            GobReader reader = new GobReader(LIMITS);
            int piece = 1 + (data[0] & 0xff);
            for (int at = 1; at < data.length; at += piece) {
                ByteBuf in = Unpooled.wrappedBuffer(data, at, Math.min(piece, data.length - at));
                reader.read(in, responses::take);
            }
        } catch (GobException | UnexpectedValue breach) {
            if (breach.getMessage() == null || breach.getMessage().isBlank()) {
                throw new AssertionError("a breach without a reason", breach);
            }
        }
        responses.end("the test is over");
        if (ends.get() != calls) {
            throw new AssertionError(ends.get() + " ends of " + calls + " calls");
        }
    }

    private static void expect(Responses responses, AtomicInteger ends, Function<GobValue, ?> reply) {
        Uni.createFrom()
                .<Object>emitter(emitter -> responses.expect(new RpcCall<>(
                        new RpcRequest<Object>("Verb", "Plugin.Verb", GobBody.NIL, reply::apply),
                        new NetRpcErrors("unix:fuzz"),
                        emitter)))
                .subscribe()
                .with(answer -> ends.incrementAndGet(), failure -> {
                    ends.incrementAndGet();
                    if (!(failure instanceof CallException)) {
                        throw new AssertionError("a failure that nobody foresaw", failure);
                    }
                });
    }
}
