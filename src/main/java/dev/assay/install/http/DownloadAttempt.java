package dev.assay.install.http;

import dev.assay.install.http.DownloadFault.Kind;
import dev.assay.install.store.PartialFile;
import dev.assay.install.store.StoreException;
import dev.assay.settings.AssaySettings;
import dev.assay.text.Causes;
import dev.assay.text.HumanUnits;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a download: a request, those to which redirects lead, and the body of the last answer. No thread is
 * held while a server is waited for.
 */
final class DownloadAttempt {
    private final DownloadClient downloads;
    private final AssaySettings.Download settings;
    private final HttpClient client;
    private final RequestFactory requests;
    private final Redirects redirects;
    private final PartialFile file;
    private final ProgressMeter meter;
    private final UniEmitter<? super DownloadResponse> emitter;
    private final IdleWatch watch;
    private final AtomicBoolean done = new AtomicBoolean();
    private volatile @Nullable CompletableFuture<?> exchange;
    private volatile @Nullable FileSubscriber body;
    private volatile @Nullable RuntimeException refusal;
    private volatile boolean answering;
    private volatile boolean askedForRest;

    private DownloadAttempt(
            DownloadClient downloads,
            RequestFactory requests,
            Redirects redirects,
            PartialFile file,
            ProgressMeter meter,
            UniEmitter<? super DownloadResponse> emitter) {
        this.downloads = downloads;
        this.settings = downloads.settings();
        this.client = downloads.client();
        this.requests = requests;
        this.redirects = redirects;
        this.file = file;
        this.meter = meter;
        this.emitter = emitter;
        this.watch = new IdleWatch(
                downloads.timer(), downloads.nanos(), () -> downloads.endings().execute(this::onIdle));
    }

    /**
     * The attempt, which begins at the subscription and ends when that is cancelled. Fails with {@link DownloadFault},
     * or with {@link StoreException} when the store cannot be written.
     *
     * @param location may hold a user and password
     * @param file gets the body, behind what it has already where the server agrees
     */
    static Uni<DownloadResponse> attempt(
            DownloadClient downloads,
            RequestFactory requests,
            URI location,
            Redirects redirects,
            PartialFile file,
            ProgressMeter meter) {
        return Uni.createFrom().emitter(emitter -> {
            DownloadAttempt download = new DownloadAttempt(downloads, requests, redirects, file, meter, emitter);
            emitter.onTermination(download::end);
            download.ask(location);
        });
    }

    private void ask(URI uri) {
        try {
            askedForRest = requests.isForRest(file);
            answering = false;
            watch.expect(settings.connectTimeout().plus(settings.idleTimeout()));
            CompletableFuture<HttpResponse<@Nullable Void>> sent =
                    client.sendAsync(requests.make(uri, file), this::subscriberFor);
            exchange = sent;
            if (done.get()) {
                sent.cancel(true);
            }
            CompletableFuture<?> unused = sent.whenComplete(this::onEnd);
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    /** On a thread of ours. */
    private HttpResponse.BodySubscriber<@Nullable Void> subscriberFor(HttpResponse.ResponseInfo info) {
        watch.pause();
        answering = true;
        if (!HttpStatusFaults.isFile(info.statusCode())) {
            return new DiscardBody();
        }
        synchronized (file) {
            // Once it has ended, the file belongs to the next attempt.
            return done.get() ? new DiscardBody() : begin(info);
        }
    }

    private HttpResponse.BodySubscriber<@Nullable Void> begin(HttpResponse.ResponseInfo info) {
        try {
            FileSubscriber subscriber = new FileSubscriber(
                    file,
                    BodyHeaders.begin(
                            info.statusCode(),
                            info.headers(),
                            file,
                            askedForRest,
                            settings.maxSize().asLongValue(),
                            redirects.who()),
                    settings.maxSize().asLongValue(),
                    watch,
                    settings.idleTimeout(),
                    meter);
            body = subscriber;
            return subscriber;
        } catch (RuntimeException e) {
            refusal = e;
            return new DiscardBody();
        }
    }

    private void onEnd(@Nullable HttpResponse<@Nullable Void> response, @Nullable Throwable failure) {
        watch.pause();
        RuntimeException refused = refusal;
        if (refused != null) {
            fail(refused);
        } else if (response == null) {
            fail(asFault(failure == null ? new IllegalStateException("neither answer nor failure") : failure));
        } else {
            try {
                onResponse(response);
            } catch (RuntimeException e) {
                fail(e);
            }
        }
    }

    private void onResponse(HttpResponse<@Nullable Void> response) {
        int status = response.statusCode();
        if (HttpStatusFaults.isFile(status) || (status == 304 && requests.isConditional(file))) {
            succeed(new DownloadResponse(
                    HttpStatusFaults.isFile(status),
                    Validators.of(response.headers()),
                    BodyHeaders.encoding(response.headers())));
        } else if (Redirects.isRedirect(status) && downloads.followsRedirects()) {
            ask(redirects.follow(status, response.headers().firstValue("Location")));
        } else if (status == 416 && askedForRest) {
            restart();
            throw DownloadFault.of(
                    Kind.PASSING,
                    redirects.who() + " has no rest of the file that it began to send",
                    "correct the server, whose answers to Range are wrong");
        } else {
            throw HttpStatusFaults.fault(status, status == 407 ? peer() : redirects.who())
                    .withRetryAfter(response.headers()
                            .firstValue("Retry-After")
                            .flatMap(value ->
                                    RetryAfter.parse(value, downloads.clock().instant())));
        }
    }

    private void restart() {
        synchronized (file) {
            // Once it has ended, the file belongs to the next attempt.
            if (!done.get()) {
                file.restart();
            }
        }
    }

    /** Java's client may report a broken connection here before the body's subscriber hears of it. */
    private RuntimeException asFault(Throwable failure) {
        Causes causes = Causes.of(failure);
        FileSubscriber begun = body;
        return causes.first(StoreException.class)
                .<RuntimeException>map(e -> e)
                .or(() -> causes.first(DownloadFault.class))
                .orElseGet(() -> begun == null
                        ? TransportFaults.of(failure, peer(), downloads.caSetting())
                        : begun.broken(failure));
    }

    private String peer() {
        return requests.peer(redirects.current());
    }

    /** The server has sent nothing for the whole idle time-out. */
    private void onIdle() {
        Duration limit =
                answering ? settings.idleTimeout() : settings.connectTimeout().plus(settings.idleTimeout());
        String who = requests.throughProxy(redirects.who(), redirects.current());
        String what = answering
                ? who + " sent nothing more for " + HumanUnits.duration(limit)
                        + (file.received() > 0 ? ", after " + HumanUnits.bytes(file.received()) : "")
                : who + " did not answer within " + HumanUnits.duration(limit);
        fail(DownloadFault.of(
                Kind.PASSING,
                what,
                "see why " + (who.equals(redirects.who()) ? "the server" : "the server or the proxy")
                        + " is slow, or raise assay.download.idle-timeout"));
    }

    private void succeed(DownloadResponse answer) {
        if (done.compareAndSet(false, true)) {
            emitter.complete(answer);
        }
    }

    private void fail(RuntimeException failure) {
        if (done.compareAndSet(false, true)) {
            // Only when nothing is written any more may the next attempt begin.
            stop(failure);
            emitter.fail(failure);
        }
    }

    /** After success and failure too. */
    private void end() {
        watch.close();
        if (done.compareAndSet(false, true)) {
            downloads.endings().execute(() -> stop(new IllegalStateException("the download was cancelled")));
        }
    }

    private void stop(RuntimeException why) {
        watch.close();
        synchronized (file) {
            FileSubscriber subscriber = body;
            if (subscriber != null) {
                subscriber.stop(why);
            }
        }
        CompletableFuture<?> sent = exchange;
        if (sent != null) {
            boolean unused = sent.cancel(true);
        }
    }
}
