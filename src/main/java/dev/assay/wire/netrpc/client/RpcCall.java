package dev.assay.wire.netrpc.client;

import dev.assay.metric.CallException;
import dev.assay.wire.gob.GobValue;
import dev.assay.wire.netrpc.UnexpectedValue;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.concurrent.atomic.AtomicBoolean;

/** A call in progress. It ends once: by an answer, by a failure, or because its caller gives up. */
final class RpcCall<T> {
    private final RpcRequest<T> request;
    private final NetRpcErrors errors;
    private final UniEmitter<? super T> emitter;
    private final AtomicBoolean over = new AtomicBoolean();

    /** Confined to the event loop; 0 before the call is sent. */
    private long sequence;

    RpcCall(RpcRequest<T> request, NetRpcErrors errors, UniEmitter<? super T> emitter) {
        this.request = request;
        this.errors = errors;
        this.emitter = emitter;
    }

    RpcRequest<T> request() {
        return request;
    }

    long sequence() {
        return sequence;
    }

    void sentAs(long number) {
        sequence = number;
    }

    boolean isOver() {
        return over.get();
    }

    /** The caller waits no more. True when the call ends by this, false when it had ended. */
    boolean giveUp() {
        return over.compareAndSet(false, true);
    }

    void answer(String error, GobValue body) {
        if (!over.compareAndSet(false, true)) {
            return;
        }
        if (!error.isEmpty()) {
            emitter.fail(errors.answered(request.verb(), request.method(), new ServerError(error)));
            return;
        }
        T value;
        try {
            value = request.reply().apply(body);
        } catch (UnexpectedValue e) {
            emitter.fail(errors.unreadable(request.verb(), e));
            return;
        } catch (RuntimeException e) {
            emitter.fail(errors.failed(request.verb(), e));
            return;
        }
        emitter.complete(value);
    }

    void gone(String why) {
        fail(errors.gone(request.verb(), why));
    }

    void fail(CallException failure) {
        if (over.compareAndSet(false, true)) {
            emitter.fail(failure);
        }
    }
}
