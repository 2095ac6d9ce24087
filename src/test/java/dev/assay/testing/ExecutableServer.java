package dev.assay.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/** A server that executables are downloaded from; what is under {@code /guarded} wants the headers that were agreed. */
public final class ExecutableServer implements AutoCloseable {
    private final Optional<SSLContext> tls;
    private HttpServer server;
    private final Map<String, String> wanted;
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final AtomicInteger sent = new AtomicInteger();

    private ExecutableServer(Map<String, String> wanted, Optional<SSLContext> tls) throws IOException {
        this.wanted = Map.copyOf(wanted);
        this.tls = tls;
        this.server = begin(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    public static ExecutableServer start(Map<String, String> wantedHeaders) throws IOException {
        return new ExecutableServer(wantedHeaders, Optional.empty());
    }

    /** @param tls with the certificate of 127.0.0.1 */
    public static ExecutableServer startTls(Map<String, String> wantedHeaders, SSLContext tls) throws IOException {
        return new ExecutableServer(wantedHeaders, Optional.of(tls));
    }

    /** From now on, connections are refused. */
    public void leave() {
        server.stop(0);
    }

    /** Answers again, at the address that it had. */
    public void comeBack() throws IOException {
        server = begin(server.getAddress());
    }

    public void serve(String path, byte[] file) {
        files.put(path, file);
    }

    public String url(String path) {
        return (tls.isPresent() ? "https" : "http") + "://127.0.0.1:"
                + server.getAddress().getPort() + path;
    }

    /** How many files it has sent, or begun to send. */
    public int sent() {
        return sent.get();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private HttpServer begin(InetSocketAddress address) throws IOException {
        HttpServer http = tls.isPresent() ? HttpsServer.create(address, 0) : HttpServer.create(address, 0);
        if (http instanceof HttpsServer https) {
            https.setHttpsConfigurator(new HttpsConfigurator(tls.orElseThrow()));
        }
        http.createContext("/", this::answer);
        http.start();
        return http;
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
                sent.incrementAndGet();
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
