package dev.assay.testing.caller;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Callers that mean harm, all at once: each attack goes on until its time is over. */
public final class HostileCallers implements AutoCloseable {
    private static final int KB = 1000;

    /** So that the attack does not take the processors from the service that is attacked. */
    private static final Duration PAUSE = Duration.ofMillis(500);

    /** Between the openings of connections that are held; the service closes most of them before. */
    private static final Duration REOPENED = Duration.ofSeconds(2);

    private static final String MEASUREMENTS = "/api/v1/measurements";
    private static final String JSON = "application/json";
    private static final String YAML = "application/yaml";
    private static final String WAITING =
            "{\"spec\":{\"metrics\":[{\"name\":\"m\",\"provider\":{\"plugin\":{\"test/waits\":{}}}}]}}";

    private final InetSocketAddress target;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile long end;

    public HostileCallers(URI address) {
        this.target = new InetSocketAddress(address.getHost(), address.getPort());
    }

    /** Attacks for a while. */
    public void attack(Duration time) throws InterruptedException {
        end = System.nanoTime() + time.toNanos();
        repeat(60, () -> post(JSON, run(900 * KB), ""));
        repeat(20, () -> post(YAML, "a: [" + "b,".repeat(450 * KB) + "b]", ""));
        hold(200, () -> begin(MEASUREMENTS, JSON, 1_000 * KB, "", "x".repeat(980 * KB)));
        hold(2_000, () -> open("GET /api/v1/plugins HTT"));
        hold(
                1_000,
                () -> begin(
                        MEASUREMENTS + "?wait=60s", JSON, WAITING.length(), "Accept: text/event-stream\r\n", WAITING));
        hold(40, () -> begin(MEASUREMENTS, JSON, manyMetrics().length(), "", manyMetrics()));
        for (String bomb : jsonBombs()) {
            repeat(1, () -> post(JSON, bomb, ""));
        }
        for (String bomb : yamlBombs()) {
            repeat(1, () -> post(YAML, bomb, ""));
        }
        threads.shutdown();
        boolean unused = threads.awaitTermination(time.toSeconds() + 60, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        sockets.forEach(HostileCallers::close);
    }

    private interface Attack {
        void run() throws IOException;
    }

    /** Lets threads do one thing again and again, all of them at the same moment. */
    private void repeat(int count, Attack attack) {
        for (int i = 0; i < count; i++) {
            threads.execute(() -> {
                while (System.nanoTime() < end) {
                    tryOnce(attack);
                    LockSupport.parkNanos(PAUSE.toNanos());
                }
            });
        }
    }

    /** A connection that stays open. */
    private interface Held {
        Socket open() throws IOException;
    }

    /** Opens connections, so many in each pause, and holds as many: a process may not have more than some thousand files. */
    private void hold(int count, Held attack) {
        threads.execute(() -> {
            Deque<Socket> held = new ArrayDeque<>();
            int opened = 0;
            while (System.nanoTime() < end) {
                tryOnce(() -> held.add(attack.open()));
                if (held.size() > count) {
                    close(held.remove());
                }
                if (++opened % count == 0) {
                    LockSupport.parkNanos(REOPENED.toNanos());
                }
            }
            sockets.addAll(held);
        });
    }

    private static void tryOnce(Attack attack) {
        try {
            attack.run();
        } catch (IOException e) {
            // The server has closed the connection, which it may.
        }
    }

    private void post(String type, String body, String headers) throws IOException {
        try (Socket socket = connect()) {
            send(socket, MEASUREMENTS, type, body.length(), headers, body);
            socket.setSoTimeout(10_000);
            boolean unused = socket.getInputStream().read() >= 0;
        }
    }

    private Socket begin(String path, String type, int length, String headers, String part) throws IOException {
        return connected(socket -> send(socket, path, type, length, headers, part));
    }

    private Socket open(String text) throws IOException {
        return connected(socket -> socket.getOutputStream().write(text.getBytes(US_ASCII)));
    }

    private interface Preamble {
        void send(Socket socket) throws IOException;
    }

    /** A connection whose first words are sent; closed where that is not possible. */
    private Socket connected(Preamble preamble) throws IOException {
        Socket socket = connect();
        try {
            preamble.send(socket);
            return socket;
        } catch (IOException e) {
            close(socket);
            throw e;
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4 * 1024);
        socket.connect(target, 10_000);
        return socket;
    }

    private static void send(Socket socket, String path, String type, int length, String headers, String part)
            throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(("POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Type: " + type + "\r\nContent-Length: " + length
                        + "\r\n" + headers + "\r\n" + part)
                .getBytes(US_ASCII));
    }

    private static String run(int length) {
        String begin = "{\"metadata\":{\"labels\":{\"x\":\"";
        String end = "\"}},\"spec\":{\"metrics\":[{\"name\":\"m\",\"provider\":{\"plugin\":{\"no/one\":{}}}}]}}";
        return begin + "x".repeat(length - begin.length() - end.length()) + end;
    }

    private static String manyMetrics() {
        String metric = "{\"name\":\"m%d\",\"provider\":{\"plugin\":{\"no/one\":{}}}},";
        StringBuilder metrics = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            metrics.append(metric.formatted(i));
        }
        metrics.setLength(metrics.length() - 1);
        return "{\"spec\":{\"metrics\":[" + metrics + "]}}";
    }

    private static List<String> jsonBombs() {
        StringBuilder keys = new StringBuilder("{");
        for (int i = 0; i < 80_000; i++) {
            keys.append("\"k").append(i).append("\":{},");
        }
        return List.of(
                "{\"a\":" + "[".repeat(900 * KB),
                "{\"a\":" + "9".repeat(900 * KB) + "}",
                "{\"a\":1e" + "9".repeat(9) + "}",
                keys.append("\"last\":1}").toString(),
                "{\"a\":[" + "[],".repeat(300 * KB) + "1]}");
    }

    private static List<String> yamlBombs() {
        List<String> aliases = new ArrayList<>(List.of("a0: &a0 [x,x,x,x,x,x,x,x,x]"));
        for (int i = 1; i < 30; i++) {
            aliases.add("a%d: &a%d [%s]".formatted(i, i, ("*a" + (i - 1) + ",").repeat(9)));
        }
        return List.of(
                String.join("\n", aliases),
                "a: " + "[".repeat(900 * KB),
                "- a\n".repeat(200 * KB),
                "a: " + "9".repeat(900 * KB));
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It was closed already.
        }
    }
}
