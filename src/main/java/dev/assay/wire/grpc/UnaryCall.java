package dev.assay.wire.grpc;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import org.jspecify.annotations.Nullable;

/**
 * A call with one request and one answer. The end of its subscription cancels it, which the generated Mutiny stubs do not
 * do. The answer is given once the call's status is known.
 */
public final class UnaryCall {
    private UnaryCall() {}

    /** Fails with {@link io.grpc.StatusRuntimeException}. Each subscription is a call. */
    public static <I, O> Uni<O> of(Channel channel, MethodDescriptor<I, O> method, CallOptions options, I request) {
        return Uni.createFrom().emitter(emitter -> {
            ClientCall<I, O> call = channel.newCall(method, options);
            emitter.onTermination(() -> call.cancel("the caller gave up", null));
            ClientCalls.asyncUnaryCall(call, request, new Answer<>(emitter));
        });
    }

    private static final class Answer<O> implements StreamObserver<O> {
        private final UniEmitter<? super O> emitter;
        private @Nullable O value;

        Answer(UniEmitter<? super O> emitter) {
            this.emitter = emitter;
        }

        @Override
        public void onNext(O answer) {
            value = answer;
        }

        @Override
        public void onError(Throwable failure) {
            emitter.fail(failure);
        }

        @Override
        public void onCompleted() {
            if (value == null) {
                emitter.fail(Status.INTERNAL
                        .withDescription("the answer has no message")
                        .asRuntimeException());
            } else {
                emitter.complete(value);
            }
        }
    }
}
