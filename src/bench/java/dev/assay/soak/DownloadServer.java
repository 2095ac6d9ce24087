package dev.assay.soak;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A server of one executable in several versions that can be switched off and on; its port stays. The versions do the
 * same: what follows the end of an ELF file is not loaded.
 */
final class DownloadServer implements AutoCloseable {
    private final byte[] file;
    private final InetSocketAddress address;
    private @Nullable HttpServer server;

    DownloadServer(byte[] file) throws IOException {
        this.file = file;
        HttpServer first = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        this.address = first.getAddress();
        begin(first);
    }

    /** @param version small and not negative */
    String url(int version) {
        return "http://127.0.0.1:" + address.getPort() + "/" + version;
    }

    synchronized boolean isOn() {
        return server != null;
    }

    synchronized void on() throws IOException {
        if (server == null) {
            begin(HttpServer.create(address, 0));
        }
    }

    /** Breaks what is under way. */
    synchronized void off() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
    }

    @Override
    public void close() {
        off();
    }

    private synchronized void begin(HttpServer fresh) {
        fresh.createContext("/", this::answer);
        fresh.start();
        server = fresh;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            int version = Integer.parseInt(exchange.getRequestURI().getPath().substring(1));
            byte[] content = Arrays.copyOf(file, file.length + version);
            exchange.sendResponseHeaders(200, content.length);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(content);
            }
        }
    }
}
