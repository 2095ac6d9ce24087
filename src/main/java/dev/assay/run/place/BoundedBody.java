package dev.assay.run.place;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The body of an answer, which a consumer gets piece by piece. It fails where the consumer throws. */
final class BoundedBody implements HttpResponse.BodySubscriber<@Nullable Void> {
    private final Consumer<byte[]> pieces;
    private final CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
    private Flow.@Nullable Subscription subscription;

    /** @param pieces called by one thread at a time */
    BoundedBody(Consumer<byte[]> pieces) {
        this.pieces = pieces;
    }

    /** A consumer that keeps up to so many bytes. */
    static Consumer<byte[]> into(ByteArrayOutputStream bytes, int most) {
        return piece -> {
            if (bytes.size() + piece.length > most) {
                throw new IllegalStateException("it sent more than " + most + " bytes");
            }
            bytes.writeBytes(piece);
        };
    }

    @Override
    public CompletionStage<@Nullable Void> getBody() {
        return end;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        this.subscription = subscription;
        subscription.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        try {
            for (ByteBuffer buffer : buffers) {
                byte[] piece = new byte[buffer.remaining()];
                buffer.get(piece);
                pieces.accept(piece);
            }
            if (subscription != null) {
                subscription.request(1);
            }
        } catch (RuntimeException e) {
            if (subscription != null) {
                subscription.cancel();
            }
            end.completeExceptionally(new IOException(e.getMessage(), e));
        }
    }

    @Override
    public void onError(Throwable failure) {
        end.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        end.complete(null);
    }
}
