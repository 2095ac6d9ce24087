package dev.assay.run.place;

import dev.assay.bridge.BearerToken;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Requests to one server. Redirects are not followed, since a token would go with them. Thread-safe; its methods block. */
final class ServerRequests implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(10);

    /** An answer of the server is a run, or a sentence. */
    private static final Duration ANSWER = Duration.ofSeconds(30);

    /** The server sends a comment each 15 s. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(40);

    /** The messages and values of a run's newest measurements may be long. */
    static final int MOST_BYTES = 32 * 1024 * 1024;

    private final String server;
    private final Optional<Path> tokenFile;
    private final Duration longestSilence;
    private final ExecutorService threads = Executors.newCachedThreadPool(new DefaultThreadFactory("assay-http", true));
    private final HttpClient client;

    /** @param tls empty for the certificates that come with Java */
    ServerRequests(String server, Optional<Path> tokenFile, Optional<SSLContext> tls) {
        this(server, tokenFile, tls, LONGEST_SILENCE);
    }

    ServerRequests(String server, Optional<Path> tokenFile, Optional<SSLContext> tls, Duration longestSilence) {
        this.server = server;
        this.tokenFile = tokenFile;
        this.longestSilence = longestSilence;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT)
                .executor(threads);
        tls.ifPresent(builder::sslContext);
        this.client = builder.build();
    }

    ServerAnswer get(String path) throws ServerFault, InterruptedException {
        return answer(request(path).GET());
    }

    ServerAnswer post(String path, String json) throws ServerFault, InterruptedException {
        return answer(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    private ServerAnswer answer(HttpRequest.Builder request) throws ServerFault, InterruptedException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        HttpResponse<@Nullable Void> response = await(
                send(
                        request.header("Accept", "application/json").build(),
                        head -> new BoundedBody(BoundedBody.into(body, MOST_BYTES))),
                ANSWER);
        return new ServerAnswer(response.statusCode(), response.headers(), body.toString(StandardCharsets.UTF_8));
    }

    /**
     * Reads a stream of events until it ends.
     *
     * @param events gets the bytes of the stream, on a thread of the client
     * @return the answer without a body where the stream has ended by itself, and the whole answer where it is none
     */
    ServerAnswer stream(String path, Consumer<byte[]> events) throws ServerFault, InterruptedException {
        AtomicLong heard = new AtomicLong(System.nanoTime());
        ByteArrayOutputStream other = new ByteArrayOutputStream();
        CompletableFuture<HttpResponse<@Nullable Void>> response =
                send(request(path).header("Accept", "text/event-stream").GET().build(), head -> {
                    Consumer<byte[]> sink = ServerAnswer.isEventStream(head.statusCode(), head.headers())
                            ? events
                            : BoundedBody.into(other, MOST_BYTES);
                    return new BoundedBody(piece -> {
                        heard.set(System.nanoTime());
                        sink.accept(piece);
                    });
                });
        while (true) {
            Duration silent = Duration.ofNanos(System.nanoTime() - heard.get());
            Duration left = longestSilence.minus(silent);
            if (left.isNegative() || left.isZero()) {
                response.cancel(true);
                throw new ServerFault("it was silent for " + longestSilence.toSeconds() + " s", true, false, null);
            }
            try {
                HttpResponse<@Nullable Void> end = response.get(left.toMillis() + 1, TimeUnit.MILLISECONDS);
                return new ServerAnswer(end.statusCode(), end.headers(), other.toString(StandardCharsets.UTF_8));
            } catch (TimeoutException e) {
                // Something may have been heard meanwhile.
            } catch (ExecutionException e) {
                throw ServerFault.of(e);
            } catch (InterruptedException e) {
                response.cancel(true);
                throw e;
            }
        }
    }

    private CompletableFuture<HttpResponse<@Nullable Void>> send(
            HttpRequest request, HttpResponse.BodyHandler<@Nullable Void> body) throws ServerFault {
        try {
            return client.sendAsync(request, body);
        } catch (RejectedExecutionException e) {
            throw new ServerFault("it is not asked any more", false, true, e);
        }
    }

    private HttpRequest.Builder request(String path) throws ServerFault {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + path));
        if (tokenFile.isPresent()) {
            try {
                request.header("Authorization", "Bearer " + BearerToken.read(tokenFile.get()));
            } catch (IOException e) {
                throw new ServerFault(
                        "the token cannot be read from " + tokenFile.get() + " (" + e + ")", false, true, e);
            }
        }
        return request;
    }

    private static <T> T await(CompletableFuture<T> answer, Duration limit) throws ServerFault, InterruptedException {
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            answer.cancel(true);
            throw ServerFault.of(e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            throw e;
        }
    }

    /** Gives up what is in progress. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
