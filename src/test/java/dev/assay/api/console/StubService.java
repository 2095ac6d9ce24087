package dev.assay.api.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * Serves the files of the console, and answers in the place of Assay with what a test wants. Its event streams stay open until
 * they are broken.
 */
final class StubService implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int NO_CONTENT = 204;
    private static final Path SOURCES = Path.of("src", "main", "resources", "META-INF", "resources");
    private static final Path BUILT = Path.of("target", "classes", "META-INF", "resources");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html;charset=UTF-8", "js", "text/javascript", "css", "text/css", "svg", "image/svg+xml");

    /** An answer of the service. */
    record Answer(int status, Object body, Map<String, String> headers) {
        Answer(int status, Object body) {
            this(status, body, Map.of());
        }

        static Answer of(Object body) {
            return new Answer(200, body);
        }

        static Answer problem(int status, String detail, List<String> faults) {
            return new Answer(
                    status, Map.of("title", "A problem", "status", status, "detail", detail, "faults", faults));
        }

        Answer with(String header, String value) {
            return new Answer(status, body, Map.of(header, value));
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Function<String, Answer>> answers = new ConcurrentHashMap<>();

    /** The first events of each stream, by its path. */
    private final Map<String, List<String>> events = new ConcurrentHashMap<>();

    private final Map<String, List<HttpExchange>> streams = new ConcurrentHashMap<>();

    /** The requests that were answered, each as its method and its address. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    /** The token that is wanted; none where it is empty. */
    volatile Optional<String> token = Optional.empty();

    /** Whether every request is dropped without an answer. */
    volatile boolean down;

    StubService() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /** Forgets all answers and ends all streams. */
    void reset() {
        token = Optional.empty();
        down = false;
        answers.clear();
        events.clear();
        asked.clear();
        breakStreams();
    }

    /** @param answer of the body */
    void on(String path, Function<String, Answer> answer) {
        answers.put(path, answer);
    }

    /** Has each stream of the path begin with an event, and sends it to those that are open. */
    void tell(String path, String event, Object data) throws IOException {
        String text = "event: " + event + "\ndata: " + JSON.writeValueAsString(data) + "\n\n";
        events.computeIfAbsent(path, unused -> new CopyOnWriteArrayList<>()).add(text);
        for (HttpExchange stream : streams.getOrDefault(path, List.of())) {
            write(stream, text);
        }
    }

    /** Forgets what streams of the path begin with. */
    void forget(String path) {
        events.remove(path);
    }

    void breakStreams() {
        streams.values().forEach(open -> open.forEach(HttpExchange::close));
        streams.clear();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (down) {
            exchange.close();
        } else if (!path.startsWith("/api/")) {
            file(exchange, path.equals("/") ? "/index.html" : path);
        } else if (token.isPresent() && !isKnown(exchange)) {
            send(
                    exchange,
                    Answer.problem(401, "tried to find out who calls, but the token is not accepted", List.of()));
        } else if (events.containsKey(path) && exchange.getRequestMethod().equals("GET")) {
            stream(exchange, path);
        } else {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Function<String, Answer> answer = answers.getOrDefault(
                    path, unused -> Answer.problem(404, "tried to find " + path + ", but there is nothing", List.of()));
            send(exchange, answer.apply(body));
        }
    }

    private boolean isKnown(HttpExchange exchange) {
        String given = exchange.getRequestHeaders().getFirst("Authorization");
        return ("Bearer " + token.orElseThrow()).equals(given);
    }

    private void stream(HttpExchange exchange, String path) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        streams.computeIfAbsent(path, unused -> new CopyOnWriteArrayList<>()).add(exchange);
        for (String event : events.getOrDefault(path, List.of())) {
            write(exchange, event);
        }
    }

    /** The reader may be gone. */
    private static void write(HttpExchange stream, String text) {
        synchronized (stream) {
            try {
                OutputStream body = stream.getResponseBody();
                body.write(text.getBytes(StandardCharsets.UTF_8));
                body.flush();
            } catch (IOException e) {
                stream.close();
            }
        }
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] body = JSON.writeValueAsBytes(answer.body());
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        if (answer.status() == NO_CONTENT) {
            exchange.sendResponseHeaders(NO_CONTENT, -1);
            exchange.close();
            return;
        }
        exchange.getResponseHeaders()
                .set("Content-Type", answer.status() < 400 ? "application/json" : "application/problem+json");
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static void file(HttpExchange exchange, String path) throws IOException {
        String relative = URI.create(path).normalize().getPath().substring(1);
        Path file = Files.exists(SOURCES.resolve(relative)) ? SOURCES.resolve(relative) : BUILT.resolve(relative);
        if (!Files.isRegularFile(file)) {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
            return;
        }
        byte[] body = Files.readAllBytes(file);
        String ending = relative.substring(relative.lastIndexOf('.') + 1);
        exchange.getResponseHeaders().set("Content-Type", TYPES.getOrDefault(ending, "text/plain"));
        exchange.getResponseHeaders().set("Content-Security-Policy", ConsoleFiles.POLICY);
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        breakStreams();
        server.stop(0);
        threads.shutdownNow();
    }
}
