package dev.assay.sample;

import com.google.common.base.Suppliers;
import dev.assay.metric.ProviderException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
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
 * heap of a plugin holds all answers. Its methods block, and end early when their thread is interrupted. Thread-safe.
 */
final class BoundedHttp {
    /** Argo's sample waits as long for its Prometheus. */
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** For a page that is read line by line; the pages of large exporters have some MiB. */
    private static final int MAX_PAGE_BYTES = 16 * 1024 * 1024;

    /** For a vector of some thousand series, which needs ten times as much memory once it is parsed. */
    private static final int MAX_TEXT_BYTES = 512 * 1024;

    private static final int AT_ONCE = 8;

    /** Made for the first request: it reads all certificates that Java trusts, a third of the time that a start takes. */
    private final Supplier<HttpClient> client = Suppliers.memoize(() -> HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(Duration.ofSeconds(10))
            .build());

    private final Duration timeout;
    private final int maxPageBytes;
    private final int maxTextBytes;
    private final Semaphore turns = new Semaphore(AT_ONCE, true);
    private final ExecutorService readers = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "bounded-http-reader");
        thread.setDaemon(true);
        return thread;
    });

    BoundedHttp() {
        this(TIMEOUT, MAX_PAGE_BYTES, MAX_TEXT_BYTES);
    }

    BoundedHttp(Duration timeout, int maxPageBytes, int maxTextBytes) {
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

    static boolean isUrl(String text) {
        try {
            @Nullable URI uri = URI.create(text);
            return uri.getScheme() != null && uri.getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Reads a page in Prometheus' text format. */
    <T> T getPage(String url, BodyReader<T> reader) throws InterruptedException {
        HttpRequest.Builder request = request(url).header("Accept", "text/plain;version=0.0.4;q=1,*/*;q=0.1");
        return send(url, request, maxPageBytes, reader);
    }

    Answer getJson(String url) throws InterruptedException {
        return send(url, request(url), maxTextBytes, BoundedHttp::whole);
    }

    Answer postForm(String url, String form) throws InterruptedException {
        HttpRequest.Builder request = request(url)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
        return send(url, request, maxTextBytes, BoundedHttp::whole);
    }

    /** The URL without the user name and password in it. */
    static String shown(String url) {
        return url.replaceFirst("//[^/@]*@", "//");
    }

    private static Answer whole(int status, InputStream body) throws IOException {
        return new Answer(status, new String(body.readAllBytes(), StandardCharsets.UTF_8));
    }

    private static HttpRequest.Builder request(String url) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(shown(url)));
            @Nullable String user = URI.create(url).getUserInfo();
            if (user != null) {
                byte[] credentials = user.getBytes(StandardCharsets.UTF_8);
                request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
            }
            return request;
        } catch (IllegalArgumentException e) {
            throw new ProviderException("tried to ask " + shown(url) + ", but it is no http or https URL; correct it");
        }
    }

    /**
     * The body is read on a thread of its own, since a read of the JDK's body stream neither has a time-out nor ends with
     * an interrupt. Closing the body ends it.
     */
    private <T> T send(String url, HttpRequest.Builder request, int maxBytes, BodyReader<T> reader)
            throws InterruptedException {
        CompletableFuture<HttpResponse<InputStream>> response =
                client.get().sendAsync(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        CompletableFuture<T> result = response.thenApplyAsync(
                r -> read(r.statusCode(), new LimitedBody(url, r.body(), maxBytes), reader), readers);
        try {
            return result.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw failed(
                    url, "there was no whole answer within " + timeout.toMillis() + " ms", "see what the server does");
        } catch (ExecutionException e) {
            throw failure(url, e.getCause());
        } finally {
            response.cancel(true);
            var unused = response.thenAccept(r -> close(r.body()));
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
        return new ProviderException("tried to ask " + shown(url) + ", but " + why + "; " + remedy);
    }

    private static String reason(@Nullable Throwable thrown) {
        @Nullable Throwable cause = thrown instanceof UncheckedIOException ? thrown.getCause() : thrown;
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof UnresolvedAddressException) {
                return "the name of the host is not known";
            }
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
