package dev.assay.sample;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Reads nothing of a body, however long it is. */
final class NoBody<T> implements HttpResponse.BodySubscriber<T> {
    private final T instead;

    NoBody(T instead) {
        this.instead = instead;
    }

    @Override
    public CompletionStage<T> getBody() {
        return CompletableFuture.completedFuture(instead);
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        subscription.cancel();
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {}

    @Override
    public void onError(Throwable error) {}

    @Override
    public void onComplete() {}
}
