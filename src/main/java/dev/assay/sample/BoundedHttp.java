package dev.assay.sample;

import java.io.IOException;
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
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * HTTP with a bound on the time and the size of an answer, and on how many are under way at once, so that the small heap
 * of a plugin holds them all. Thread-safe.
 */
final class BoundedHttp {
    /** As long as Argo's sample waits for its Prometheus. */
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** Of a page that is read line by line: large exporters have some MiB. */
    private static final int MAX_PAGE_BYTES = 16 * 1024 * 1024;

    /** Of an answer that is held whole, and as a tree ten times as large: a vector of some thousand series. */
    private static final int MAX_TEXT_BYTES = 512 * 1024;

    private static final int AT_ONCE = 8;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final Duration timeout;
    private final int maxPageBytes;
    private final int maxTextBytes;
    private final Semaphore turns = new Semaphore(AT_ONCE, true);

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

    /** Requests, and what is made of their answers. */
    @FunctionalInterface
    interface Exchange<T> {
        T make() throws SampleException, InterruptedException;
    }

    /** Makes an exchange when few enough others are under way; waits for that as long as for an answer. */
    <T> T inTurn(String url, Exchange<T> exchange) throws SampleException, InterruptedException {
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

    /**
     * Reads a page while it comes; one whose status is not 200 is not read.
     *
     * @return the status
     */
    int getLines(String url, BodyLines.Reader reader) throws SampleException, InterruptedException {
        HttpRequest.Builder request = request(url).header("Accept", "text/plain;version=0.0.4;q=1,*/*;q=0.1");
        return send(
                        url,
                        request,
                        info -> info.statusCode() == 200
                                ? new BoundedBody<>(maxPageBytes, new BodyLines(reader))
                                : new NoBody<>(0))
                .statusCode();
    }

    Answer getJson(String url) throws SampleException, InterruptedException {
        return text(url, request(url));
    }

    Answer postForm(String url, String form) throws SampleException, InterruptedException {
        return text(
                url,
                request(url)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    /** Without the name and password that may stand in it. */
    static String shown(String url) {
        return url.replaceFirst("//[^/@]*@", "//");
    }

    private static HttpRequest.Builder request(String url) throws SampleException {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(shown(url)));
            @Nullable String user = URI.create(url).getUserInfo();
            if (user != null) {
                byte[] credentials = user.getBytes(StandardCharsets.UTF_8);
                request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
            }
            return request;
        } catch (IllegalArgumentException e) {
            throw new SampleException("tried to ask " + shown(url) + ", but it is no http or https URL; correct it");
        }
    }

    private Answer text(String url, HttpRequest.Builder request) throws SampleException, InterruptedException {
        HttpResponse<String> response = send(url, request, info -> new BoundedBody<>(maxTextBytes, new WholeText()));
        return new Answer(response.statusCode(), response.body());
    }

    private <T> HttpResponse<T> send(String url, HttpRequest.Builder request, HttpResponse.BodyHandler<T> body)
            throws SampleException, InterruptedException {
        CompletableFuture<HttpResponse<T>> pending = client.sendAsync(request.build(), body);
        try {
            return pending.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw failed(
                    url, "there was no whole answer within " + timeout.toMillis() + " ms", "see what the server does");
        } catch (ExecutionException e) {
            throw failure(url, e.getCause());
        } finally {
            pending.cancel(true);
        }
    }

    private static SampleException failure(String url, @Nullable Throwable cause) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof SampleException e) {
                return e;
            }
            if (t instanceof BoundedBody.TooLong) {
                return failed(url, String.valueOf(t.getMessage()), "ask for less");
            }
        }
        return failed(url, reason(cause), "check that the address is right and the server is up");
    }

    private static SampleException failed(String url, String why, String remedy) {
        return new SampleException("tried to ask " + shown(url) + ", but " + why + "; " + remedy);
    }

    private static String reason(@Nullable Throwable cause) {
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
