package dev.assay.install.http;

import dev.assay.install.http.DownloadFault.Kind;
import dev.assay.install.store.PartialFile;
import dev.assay.text.HumanUnits;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Writes a body to a file as it comes; asks for more when that is written, so that a slow disk slows the server and
 * does not fill the heap. Its methods block for the disk.
 */
final class FileSubscriber implements HttpResponse.BodySubscriber<@Nullable Void> {
    private final PartialFile file;
    private final OptionalLong total;
    private final long maxBytes;
    private final IdleWatch watch;
    private final Duration idleTimeout;
    private final ProgressMeter meter;
    private final CompletableFuture<@Nullable Void> whole = new CompletableFuture<>();
    private Flow.@Nullable Subscription subscription;

    /** @param total bytes of the file, where they are known */
    FileSubscriber(
            PartialFile file,
            OptionalLong total,
            long maxBytes,
            IdleWatch watch,
            Duration idleTimeout,
            ProgressMeter meter) {
        this.file = file;
        this.total = total;
        this.maxBytes = maxBytes;
        this.watch = watch;
        this.idleTimeout = idleTimeout;
        this.meter = meter;
    }

    /** The fault of a file that is larger than allowed. */
    static DownloadFault tooLarge(String what, long maxBytes) {
        return DownloadFault.of(
                Kind.CONTENT,
                what + ", and " + HumanUnits.bytes(maxBytes) + " are allowed",
                "correct location, or raise assay.download.max-size");
    }

    @Override
    public CompletionStage<@Nullable Void> getBody() {
        return whole;
    }

    @Override
    public synchronized void onSubscribe(Flow.Subscription newSubscription) {
        if (whole.isDone()) {
            newSubscription.cancel();
            return;
        }
        subscription = newSubscription;
        requestNext();
    }

    @Override
    public synchronized void onNext(List<ByteBuffer> buffers) {
        if (whole.isDone()) {
            return;
        }
        watch.pause();
        try {
            for (ByteBuffer buffer : buffers) {
                if (buffer.remaining() > maxBytes - file.received()) {
                    throw tooLarge("the file does not end", maxBytes);
                }
                file.append(buffer);
            }
            meter.received(file.received(), total);
        } catch (RuntimeException e) {
            stop(e);
            return;
        }
        requestNext();
    }

    @Override
    public synchronized void onError(Throwable error) {
        watch.pause();
        whole.completeExceptionally(broken(error));
    }

    /** The fault of a connection that broke while the body came. */
    synchronized DownloadFault broken(Throwable error) {
        String of = total.isPresent() ? " of " + HumanUnits.bytes(total.getAsLong()) : "";
        return DownloadFault.of(
                Kind.PASSING,
                "the connection broke after " + HumanUnits.bytes(file.received()) + of,
                "see what the server, or a proxy, does",
                error);
    }

    @Override
    public synchronized void onComplete() {
        watch.pause();
        if (whole.isDone()) {
            return;
        }
        long received = file.received();
        if (total.orElse(received) == received) {
            whole.complete(null);
            return;
        }
        try {
            if (received > total.getAsLong()) {
                file.restart();
            }
            whole.completeExceptionally(DownloadFault.of(
                    Kind.PASSING,
                    "the answer ended after " + HumanUnits.bytes(received) + " of "
                            + HumanUnits.bytes(total.getAsLong()),
                    "see what the server, or a proxy, does"));
        } catch (RuntimeException e) {
            whole.completeExceptionally(e);
        }
    }

    /** Ends the writing: nothing is written from now on. */
    synchronized void stop(Throwable why) {
        whole.completeExceptionally(why);
        if (subscription != null) {
            subscription.cancel();
        }
    }

    private void requestNext() {
        watch.expect(idleTimeout);
        if (subscription != null) {
            subscription.request(1);
        }
    }
}
