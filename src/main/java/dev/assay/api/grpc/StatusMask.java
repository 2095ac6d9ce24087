package dev.assay.api.grpc;

import dev.assay.secret.SecretRegistry;
import io.grpc.ForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.quarkus.grpc.GlobalInterceptor;
import jakarta.inject.Singleton;

/** Hides what is secret in the description of every status. */
@Singleton
@GlobalInterceptor
final class StatusMask implements ServerInterceptor {
    private final SecretRegistry secrets;

    StatusMask(SecretRegistry secrets) {
        this.secrets = secrets;
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        return next.startCall(
                new ForwardingServerCall.SimpleForwardingServerCall<>(call) {
                    @Override
                    public void close(Status status, Metadata trailers) {
                        String description = status.getDescription();
                        super.close(
                                description == null ? status : status.withDescription(secrets.mask(description)),
                                trailers);
                    }
                },
                headers);
    }
}
