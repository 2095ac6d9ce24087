package dev.assay.api.grpc;

import dev.assay.api.access.KnownCaller;
import dev.assay.measure.Callers;
import dev.assay.measure.RequestRefusedException;
import dev.assay.metric.Caller;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.StatusRuntimeException;
import io.quarkus.grpc.GlobalInterceptor;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.Principal;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Tells who sends a call over gRPC. A caller that wants its calls to fail fast sends {@code assay-fail-fast: true}. */
@Singleton
@GlobalInterceptor
final class GrpcCallers implements ServerInterceptor {
    private static final Context.Key<Origin> ORIGIN = Context.key("assay-caller");
    private static final Metadata.Key<String> FAIL_FAST =
            Metadata.Key.of("assay-fail-fast", Metadata.ASCII_STRING_MARSHALLER);

    private final Callers callers;

    GrpcCallers(Callers callers) {
        this.callers = callers;
    }

    /** @param ready whether what is sent to it next leaves soon */
    private record Origin(
            @Nullable String address, @Nullable String failFast, BooleanSupplier ready) {}

    /**
     * The caller of the present call. To be asked on the thread that begins it.
     *
     * @throws StatusRuntimeException where the metadata of the call cannot be read
     */
    Caller present() {
        Origin origin = ORIGIN.get();
        try {
            return origin == null
                    ? callers.caller(principal(), null, null)
                    : callers.caller(principal(), origin.address, origin.failFast);
        } catch (RequestRefusedException e) {
            throw GrpcErrors.status(e);
        }
    }

    /** Who sends the present call; null where callers are not known. To be asked on the thread that begins it. */
    @Nullable
    Principal principal() {
        return KnownCaller.current().orElse(null);
    }

    /**
     * Whether the reader of the present call has read most of what was sent. To be asked for on the thread that begins it; the
     * answer may be asked on any.
     */
    BooleanSupplier readiness() {
        Origin origin = ORIGIN.get();
        return origin == null ? () -> true : origin.ready;
    }

    @Override
    public <I, O> ServerCall.Listener<I> interceptCall(
            ServerCall<I, O> call, Metadata headers, ServerCallHandler<I, O> next) {
        SocketAddress remote = call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
        String address = remote instanceof InetSocketAddress socket ? socket.getHostString() : null;
        Origin origin = new Origin(address, headers.get(FAIL_FAST), call::isReady);
        return Contexts.interceptCall(Context.current().withValue(ORIGIN, origin), call, headers, next);
    }
}
