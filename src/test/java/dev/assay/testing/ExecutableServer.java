package dev.assay.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A server that executables are downloaded from; what is under {@code /guarded} wants the headers that were agreed. */
public final class ExecutableServer implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, String> wanted;
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();

    private ExecutableServer(HttpServer server, Map<String, String> wanted) {
        this.server = server;
        this.wanted = Map.copyOf(wanted);
        server.createContext("/", this::answer);
    }

    public static ExecutableServer start(Map<String, String> wantedHeaders) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ExecutableServer server = new ExecutableServer(http, wantedHeaders);
        http.start();
        return server;
    }

    public void serve(String path, byte[] file) {
        files.put(path, file);
    }

    public String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            byte[] file = files.get(path);
            if (file == null) {
                exchange.sendResponseHeaders(404, -1);
            } else if (path.startsWith("/guarded") && !isGuest(exchange)) {
                exchange.sendResponseHeaders(401, -1);
            } else {
                exchange.sendResponseHeaders(200, file.length);
                try (OutputStream body = exchange.getResponseBody()) {
                    body.write(file);
                }
            }
        }
    }

    private boolean isGuest(HttpExchange exchange) {
        return wanted.entrySet().stream().allMatch(header -> header.getValue()
                .equals(exchange.getRequestHeaders().getFirst(header.getKey())));
    }
}
