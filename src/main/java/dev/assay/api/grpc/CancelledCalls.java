package dev.assay.api.grpc;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.quarkus.grpc.GlobalInterceptor;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Drops answers to gRPC calls whose caller has given up. The Vert.x server would write them to a stream that is closed.
 * HTTP/2 answers that with the end of the whole connection, and of every other call on it.
 */
@Singleton
@GlobalInterceptor
final class CancelledCalls implements ServerInterceptor {
    private static final Logger LOG = Logger.getLogger(CancelledCalls.class);

    @Override
    public <I, O> ServerCall.Listener<I> interceptCall(
            ServerCall<I, O> call, Metadata headers, ServerCallHandler<I, O> next) {
        AtomicBoolean cancelled = new AtomicBoolean();
        ServerCall.Listener<I> listener = next.startCall(new Guarded<>(call, cancelled), headers);
        return new SimpleForwardingServerCallListener<>(listener) {
            @Override
            public void onCancel() {
                cancelled.set(true);
                super.onCancel();
            }
        };
    }

    private static final class Guarded<I, O> extends SimpleForwardingServerCall<I, O> {
        private final AtomicBoolean cancelled;

        Guarded(ServerCall<I, O> call, AtomicBoolean cancelled) {
            super(call);
            this.cancelled = cancelled;
        }

        @Override
        public boolean isCancelled() {
            return cancelled.get() || super.isCancelled();
        }

        @Override
        public void sendHeaders(Metadata headers) {
            if (!cancelled.get()) {
                super.sendHeaders(headers);
            }
        }

        @Override
        public void sendMessage(O message) {
            if (!cancelled.get()) {
                super.sendMessage(message);
            }
        }

        @Override
        public void close(Status status, Metadata trailers) {
            if (cancelled.get()) {
                LOG.debugf(
                        "The answer to %s came after its caller had given up",
                        getMethodDescriptor().getFullMethodName());
            } else {
                super.close(status, trailers);
            }
        }
    }
}
