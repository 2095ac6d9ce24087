package dev.assay.run.place;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/** A server that answers by a script: each request takes the next answer that is there for it. */
final class FakeServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final BlockingQueue<Answer> creations = new LinkedBlockingQueue<>();
    private final BlockingQueue<Answer> streams = new LinkedBlockingQueue<>();
    private final BlockingQueue<Answer> looks = new LinkedBlockingQueue<>();
    private final BlockingQueue<Answer> terminations = new LinkedBlockingQueue<>();

    /** Each request, for instance {@code POST /api/v1/analysisruns}. */
    final List<String> requests = new CopyOnWriteArrayList<>();

    final List<String> bodies = new CopyOnWriteArrayList<>();

    interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    FakeServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    FakeServer created(Answer answer) {
        creations.add(answer);
        return this;
    }

    FakeServer streamed(Answer answer) {
        streams.add(answer);
        return this;
    }

    FakeServer looked(Answer answer) {
        looks.add(answer);
        return this;
    }

    FakeServer terminated(Answer answer) {
        terminations.add(answer);
        return this;
    }

    static Answer json(int status, String json, String... headers) {
        return exchange -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
            }
            exchange.getResponseHeaders().putIfAbsent("Content-Type", List.of("application/json"));
            send(exchange, status, json);
        };
    }

    static Answer problem(int status, String detail, String... headers) {
        return exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "application/problem+json");
            json(status, "{\"detail\":\"" + detail + "\"}", headers).to(exchange);
        };
    }

    /** Sends the events, and ends the stream. */
    static Answer events(String... events) {
        return exchange -> {
            OutputStream out = stream(exchange);
            for (String event : events) {
                out.write(event.getBytes(StandardCharsets.UTF_8));
            }
            out.close();
        };
    }

    /** Sends the events when they come, until the queue gives an empty one. */
    static Answer events(BlockingQueue<String> events) {
        return exchange -> {
            OutputStream out = stream(exchange);
            try {
                for (String event = events.take(); !event.isEmpty(); event = events.take()) {
                    out.write(event.getBytes(StandardCharsets.UTF_8));
                    out.flush();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            out.close();
        };
    }

    static String event(String name, String data) {
        return "event:" + name + "\ndata:" + data + "\n\n";
    }

    private static OutputStream stream(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        return exchange.getResponseBody();
    }

    static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        requests.add(request);
        BlockingQueue<Answer> answers = request.startsWith("POST")
                ? request.endsWith("/terminate") ? terminations : creations
                : request.endsWith("?watch=true") ? streams : looks;
        try {
            answers.take().to(exchange);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
