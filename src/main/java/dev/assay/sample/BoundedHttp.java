package dev.assay.sample;

import com.google.common.base.Suppliers;
import dev.assay.metric.ProviderException;
import dev.assay.text.Causes;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * HTTP requests with a bound on the time and the size of an answer, and on the number of requests at once. So the small
 * heap of a plugin holds all answers. Redirects are followed, and each server on the way must be one that
 * {@link AllowedTargets} lets pass. Its methods block, and end early when their thread is interrupted. Thread-safe.
 */
final class BoundedHttp {
    /** Argo's sample waits as long for its Prometheus. */
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** For a page that is read line by line; the pages of large exporters have some MiB. */
    private static final int MAX_PAGE_BYTES = 16 * 1024 * 1024;

    /** For a vector of some thousand series, which needs ten times as much memory once it is parsed. */
    private static final int MAX_TEXT_BYTES = 512 * 1024;

    private static final int AT_ONCE = 8;

    /** The JDK's own client follows as many. */
    private static final int MOST_REDIRECTS = 5;

    /** Made for the first request: it reads all certificates that Java trusts, a third of the time that a start takes. */
    private final Supplier<HttpClient> client = Suppliers.memoize(() -> HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(10))
            .build());

    private final AllowedTargets targets;
    private final Duration timeout;
    private final int maxPageBytes;
    private final int maxTextBytes;
    private final Semaphore turns = new Semaphore(AT_ONCE, true);
    private final ExecutorService readers = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "bounded-http-reader");
        thread.setDaemon(true);
        return thread;
    });

    BoundedHttp(AllowedTargets targets) {
        this(targets, TIMEOUT, MAX_PAGE_BYTES, MAX_TEXT_BYTES);
    }

    BoundedHttp(AllowedTargets targets, Duration timeout, int maxPageBytes, int maxTextBytes) {
        this.targets = targets;
        this.timeout = timeout;
        this.maxPageBytes = maxPageBytes;
        this.maxTextBytes = maxTextBytes;
    }

    /** @param body read as UTF-8 */
    record Answer(int status, String body) {}

    /** Requests whose answers are in memory at the same time. */
    @FunctionalInterface
    interface Exchange<T> {
        T make() throws InterruptedException;
    }

    /**
     * Reads the body of an answer, on a thread of its own. When the call ends early, its read fails. A body that is not
     * read to its end is dropped.
     */
    @FunctionalInterface
    interface BodyReader<T> {
        T read(int status, InputStream body) throws IOException;
    }

    /** Makes an exchange as soon as fewer than {@value #AT_ONCE} others are under way. The wait has a limit too. */
    <T> T inTurn(String url, Exchange<T> exchange) throws InterruptedException {
        if (!turns.tryAcquire(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
            throw failed(
                    url,
                    "for " + timeout.toMillis() + " ms it was the turn of " + AT_ONCE + " others",
                    "ask for less at once, or see why those servers are slow");
        }
        try {
            return exchange.make();
        } finally {
            turns.release();
        }
    }

    /** @throws ProviderException where {@link AllowedTargets} cannot be read */
    void requireValidTargets() {
        targets.requireValid();
    }

    /** Reads a page in Prometheus' text format. */
    <T> T getPage(String url, BodyReader<T> reader) throws InterruptedException {
        return send(SampleRequest.get(url, "text/plain;version=0.0.4;q=1,*/*;q=0.1"), url, maxPageBytes, reader);
    }

    Answer getJson(String url) throws InterruptedException {
        return send(SampleRequest.get(url, "*/*"), url, maxTextBytes, BoundedHttp::whole);
    }

    Answer postForm(String url, String form) throws InterruptedException {
        return send(SampleRequest.post(url, form), url, maxTextBytes, BoundedHttp::whole);
    }

    private static Answer whole(int status, InputStream body) throws IOException {
        return new Answer(status, new String(body.readAllBytes(), StandardCharsets.UTF_8));
    }

    /** @param url the one that the caller named, for messages */
    private <T> T send(SampleRequest first, String url, int maxBytes, BodyReader<T> reader)
            throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        SampleRequest request = first;
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            targets.check(request.uri(), SampleRequest.shown(url));
            CompletableFuture<HttpResponse<InputStream>> response =
                    client.get().sendAsync(request.toHttp(), HttpResponse.BodyHandlers.ofInputStream());
            try {
                HttpResponse<InputStream> head = await(response, deadline, url);
                Optional<SampleRequest> next = request.redirected(head);
                if (next.isEmpty()) {
                    return await(reading(head, url, maxBytes, reader), deadline, url);
                }
                request = next.get();
            } finally {
                response.cancel(true);
                var unused = response.thenAccept(r -> close(r.body()));
            }
        }
        throw failed(url, "it redirects more than " + MOST_REDIRECTS + " times", "name the address that it leads to");
    }

    /**
     * The body is read on a thread of its own. A read of the JDK's body stream has no time-out and does not end with an
     * interrupt; closing the body ends it.
     */
    private <T> CompletableFuture<T> reading(
            HttpResponse<InputStream> head, String url, int maxBytes, BodyReader<T> reader) {
        LimitedBody body = new LimitedBody(url, head.body(), maxBytes);
        return CompletableFuture.supplyAsync(() -> read(head.statusCode(), body, reader), readers);
    }

    private <T> T await(CompletableFuture<T> result, long deadline, String url) throws InterruptedException {
        try {
            return result.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw failed(
                    url, "there was no whole answer within " + timeout.toMillis() + " ms", "see what the server does");
        } catch (ExecutionException e) {
            throw failure(url, e.getCause());
        }
    }

    private static <T> T read(int status, InputStream body, BodyReader<T> reader) {
        try {
            return reader.read(status, body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            // The connection is broken, and so closed already.
        }
    }

    /** Fails as soon as a body is longer than it may be. */
    private static final class LimitedBody extends FilterInputStream {
        private final String url;
        private final int maxBytes;
        private int left;

        LimitedBody(String url, InputStream body, int maxBytes) {
            super(body);
            this.url = url;
            this.maxBytes = maxBytes;
            this.left = maxBytes;
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            count(b < 0 ? 0 : 1);
            return b;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int n = super.read(buffer, offset, length);
            count(Math.max(n, 0));
            return n;
        }

        private void count(int bytes) {
            left -= bytes;
            if (left < 0) {
                throw failed(url, "the answer has more than " + maxBytes + " bytes", "ask for less");
            }
        }
    }

    private static ProviderException failure(String url, @Nullable Throwable cause) {
        return cause instanceof ProviderException e
                ? e
                : failed(url, reason(cause), "check that the address is right and the server is up");
    }

    private static ProviderException failed(String url, String why, String remedy) {
        return new ProviderException("tried to ask " + SampleRequest.shown(url) + ", but " + why + "; " + remedy);
    }

    private static String reason(@Nullable Throwable thrown) {
        @Nullable Throwable cause = thrown instanceof UncheckedIOException ? thrown.getCause() : thrown;
        if (Causes.of(cause).has(UnresolvedAddressException.class)) {
            return "the name of the host is not known";
        }
        if (cause instanceof HttpTimeoutException) {
            return "no connection could be made in time";
        }
        if (cause instanceof ConnectException) {
            return "the connection was refused";
        }
        String message = cause == null || cause.getMessage() == null ? "the connection broke" : cause.getMessage();
        return cause instanceof IOException ? message : String.valueOf(cause);
    }
}
