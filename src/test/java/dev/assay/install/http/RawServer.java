package dev.assay.install.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;

/**
 * A server of HTTP/1.1 on loopback whose answers are bytes of the test's own, so that they may be wrong. One request per
 * connection; what the script leaves open is closed when it returns.
 */
public final class RawServer implements AutoCloseable {
    /** Answers one request; runs on a thread of its own. */
    @FunctionalInterface
    public interface Script {
        void answer(Exchange exchange) throws IOException, InterruptedException;
    }

    /** The first byte of a client that speaks TLS. */
    private static final int TLS_HANDSHAKE = 0x16;

    private final ServerSocket listener;
    private final String scheme;
    private final List<Exchange> exchanges = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();
    private volatile Script script;

    public RawServer(Script script) {
        this(Optional.empty(), script);
    }

    public RawServer(Optional<SSLContext> tls, Script script) {
        this.script = script;
        this.scheme = tls.isPresent() ? "https" : "http";
        try {
            ServerSocketFactory sockets = tls.<ServerSocketFactory>map(SSLContext::getServerSocketFactory)
                    .orElseGet(ServerSocketFactory::getDefault);
            listener = sockets.createServerSocket(0, 1000, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    /** From the next request on. */
    public void answer(Script newScript) {
        script = newScript;
    }

    public int port() {
        return listener.getLocalPort();
    }

    public String url(String path) {
        return scheme + "://127.0.0.1:" + port() + path;
    }

    /** The requests, in order. */
    public List<Exchange> exchanges() {
        return exchanges;
    }

    /** The path of each request. */
    public List<String> paths() {
        return exchanges.stream().map(Exchange::path).toList();
    }

    /** Lets all that {@link Exchange#hold} go, and closes all connections. */
    @Override
    public void close() {
        closed.countDown();
        closeQuietly(listener);
        open.forEach(RawServer::closeQuietly);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            Optional<Exchange> exchange = read(socket);
            if (exchange.isPresent()) {
                exchanges.add(exchange.get());
                script.answer(exchange.get());
            }
        } catch (IOException e) {
            // The client has had enough, or the test is over.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(socket);
        }
    }

    private Optional<Exchange> read(Socket socket) throws IOException {
        InputStream in = new BufferedInputStream(socket.getInputStream());
        in.mark(1);
        if (in.read() == TLS_HANDSHAKE) {
            return Optional.of(
                    new Exchange(asked.incrementAndGet(), "TLS where none is spoken", Map.of(), socket, closed));
        }
        in.reset();
        String first = line(in);
        if (first.isEmpty()) {
            return Optional.empty();
        }
        Map<String, List<String>> headers = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).trim());
        }
        return Optional.of(new Exchange(asked.incrementAndGet(), first, headers, socket, closed));
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * A request, and the way back. Headers by their names in lower case.
     *
     * @param number 1 for the first one that this server read
     */
    public record Exchange(
            int number, String line, Map<String, List<String>> headers, Socket socket, CountDownLatch closed) {
        public String path() {
            return line.split(" ", -1)[1];
        }

        public Optional<String> header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream()
                    .findFirst();
        }

        /** Lines of a head; the empty one at the end is added. */
        public void head(String... lines) throws IOException {
            send((String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
        }

        public void send(byte[] bytes) throws IOException {
            OutputStream out = socket.getOutputStream();
            out.write(bytes);
            out.flush();
        }

        /** A whole answer with these headers and this body. */
        public void whole(int status, byte[] body, String... headerLines) throws IOException {
            List<String> lines = new ArrayList<>();
            lines.add("HTTP/1.1 " + status + " Some Phrase");
            lines.add("Content-Length: " + body.length);
            lines.add("Connection: close");
            lines.addAll(List.of(headerLines));
            head(lines.toArray(new String[0]));
            send(body);
        }

        public void status(int status, String... headerLines) throws IOException {
            whole(status, new byte[0], headerLines);
        }

        /** The connection ends as when the machine crashes. */
        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        /** Waits until the server is closed. */
        public void hold() throws InterruptedException {
            closed.await();
        }
    }
}
