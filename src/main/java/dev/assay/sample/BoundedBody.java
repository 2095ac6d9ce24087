package dev.assay.sample;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Hands the body of an answer on as it comes, up to a number of bytes; holds nothing of it itself. */
final class BoundedBody<T> implements HttpResponse.BodySubscriber<T> {
    /** Makes something of the bytes; called by one thread at a time. What it throws ends the reading. */
    interface Sink<T> {
        void take(ByteBuffer part) throws SampleException;

        /** The body was whole. */
        T end() throws SampleException;
    }

    static final class TooLong extends IOException {
        private static final long serialVersionUID = 1L;

        TooLong(int maxBytes) {
            super("the answer has more than " + maxBytes + " bytes");
        }
    }

    private final int maxBytes;
    private final Sink<T> sink;
    private final CompletableFuture<T> whole = new CompletableFuture<>();
    private int bytes;
    private Flow.@Nullable Subscription subscription;

    BoundedBody(int maxBytes, Sink<T> sink) {
        this.maxBytes = maxBytes;
        this.sink = sink;
    }

    @Override
    public CompletionStage<T> getBody() {
        return whole;
    }

    @Override
    public void onSubscribe(Flow.Subscription newSubscription) {
        subscription = newSubscription;
        newSubscription.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        if (whole.isDone()) {
            return;
        }
        try {
            for (ByteBuffer buffer : buffers) {
                if (buffer.remaining() > maxBytes - bytes) {
                    throw new TooLong(maxBytes);
                }
                bytes += buffer.remaining();
                sink.take(buffer);
            }
        } catch (IOException | SampleException | RuntimeException e) {
            giveUp(e);
            return;
        }
        if (subscription != null) {
            subscription.request(1);
        }
    }

    @Override
    public void onError(Throwable error) {
        whole.completeExceptionally(error);
    }

    @Override
    public void onComplete() {
        if (whole.isDone()) {
            return;
        }
        try {
            whole.complete(sink.end());
        } catch (SampleException | RuntimeException e) {
            whole.completeExceptionally(e);
        }
    }

    private void giveUp(Exception why) {
        if (subscription != null) {
            subscription.cancel();
        }
        whole.completeExceptionally(why);
    }
}
