package dev.assay.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.text.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** A reader of one event stream, over a connection of its own. */
public final class SseReader implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(20);

    private final HttpResponse<InputStream> response;
    private final BufferedReader lines;

    /**
     * An event.
     *
     * @param data a JSON object
     */
    public record Event(String name, ObjectNode data) {
        /** A member of the data as text. */
        public String text(String pointer) {
            return data.at(pointer).asText();
        }
    }

    private SseReader(HttpResponse<InputStream> response) {
        this.response = response;
        this.lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    /** @param headers names and values, in turn */
    public static SseReader open(URI address, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(CONNECT);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return new SseReader(HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(request.build(), BodyHandlers.ofInputStream()));
    }

    public int status() {
        return response.statusCode();
    }

    public String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /** The next event; empty where the stream has ended. Comments are passed over. */
    public Optional<Event> next() throws IOException {
        String name = "";
        StringBuilder data = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("event:")) {
                name = line.substring("event:".length()).strip();
            } else if (line.startsWith("data:")) {
                data.append(line, "data:".length(), line.length());
            } else if (line.isEmpty() && !name.isEmpty()) {
                return Optional.of(new Event(name, Json.object(data.toString())));
            }
        }
        return Optional.empty();
    }

    /** The next event of this name. */
    public Event next(String name) throws IOException {
        Optional<Event> event = next();
        while (event.isPresent() && !event.get().name().equals(name)) {
            event = next();
        }
        return event.orElseThrow(() -> new AssertionError("the stream ended before an event " + name));
    }

    /** Leaves, in the middle of the stream. */
    @Override
    public void close() throws IOException {
        response.body().close();
    }
}
