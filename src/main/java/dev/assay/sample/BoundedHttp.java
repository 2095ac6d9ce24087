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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** HTTP with a bound on the time and the size of an answer. Thread-safe. */
final class BoundedHttp {
    /** As long as Argo's sample waits for its Prometheus. */
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static final int MAX_BYTES = 16 * 1024 * 1024;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final Duration timeout;
    private final int maxBytes;

    BoundedHttp() {
        this(TIMEOUT, MAX_BYTES);
    }

    BoundedHttp(Duration timeout, int maxBytes) {
        this.timeout = timeout;
        this.maxBytes = maxBytes;
    }

    /** @param body read as UTF-8 */
    record Answer(int status, String body) {}

    static boolean isUrl(String text) {
        try {
            @Nullable URI uri = URI.create(text);
            return uri.getScheme() != null && uri.getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    Answer get(String url) throws SampleException, InterruptedException {
        return send(url, request(url).header("Accept", "text/plain;version=0.0.4;q=1,*/*;q=0.1"));
    }

    Answer getJson(String url) throws SampleException, InterruptedException {
        return send(url, request(url));
    }

    Answer postForm(String url, String form) throws SampleException, InterruptedException {
        return send(
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

    private Answer send(String url, HttpRequest.Builder request) throws SampleException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> pending =
                client.sendAsync(request.build(), info -> new BoundedBody(maxBytes));
        try {
            HttpResponse<byte[]> response = pending.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return new Answer(response.statusCode(), new String(response.body(), StandardCharsets.UTF_8));
        } catch (TimeoutException e) {
            throw failed(
                    url, "there was no whole answer within " + timeout.toMillis() + " ms", "see what the server does");
        } catch (ExecutionException e) {
            throw failed(url, reason(e.getCause()), "check that the address is right and the server is up");
        } finally {
            pending.cancel(true);
        }
    }

    private static SampleException failed(String url, String why, String remedy) {
        return new SampleException("tried to ask " + shown(url) + ", but " + why + "; " + remedy);
    }

    private static String reason(@Nullable Throwable cause) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof BoundedBody.TooLong) {
                return String.valueOf(t.getMessage());
            }
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
