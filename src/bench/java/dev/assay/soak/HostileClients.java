package dev.assay.soak;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Clients that are slow, silent, confused or gone before their answer; each thread has one connection at a time. */
final class HostileClients implements AutoCloseable {
    private static final int CLIENTS = 12;

    /** Long enough to be in the way, short enough that a minute has many. */
    private static final int LONGEST_STAY_MILLIS = 5_000;

    private static final int PAUSE_MILLIS = 200;

    private final InetSocketAddress address;
    private final List<Thread> threads = new ArrayList<>();
    private final Map<Kind, Integer> counts = new ConcurrentHashMap<>();
    private volatile boolean over;

    /** The habits of a client. */
    enum Kind {
        SILENT,
        HALF_A_HEAD,
        SLOW_BODY,
        NONSENSE,
        LARGE_BODY,
        DEEP_BODY,
        LEAVES_ITS_CALL,
        NEVER_READS
    }

    HostileClients(URI service, long seed) {
        this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), service.getPort());
        Random seeds = new Random(seed);
        for (int i = 0; i < CLIENTS; i++) {
            Random random = new Random(seeds.nextLong());
            Thread thread = new Thread(() -> run(random), "hostile-" + i);
            thread.setDaemon(true);
            threads.add(thread);
        }
    }

    void start() {
        threads.forEach(Thread::start);
    }

    Map<Kind, Integer> counts() {
        return new TreeMap<>(counts);
    }

    /** Ends them and their connections, and waits until they are gone. */
    void stop() throws InterruptedException {
        close();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    @Override
    public void close() {
        over = true;
        threads.forEach(Thread::interrupt);
    }

    private void run(Random random) {
        try {
            while (!over) {
                Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
                counts.merge(kind, 1, Integer::sum);
                try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
                    harm(socket, kind, random);
                } catch (IOException e) {
                    // The service closed the connection, as it should.
                }
                Thread.sleep(random.nextInt(PAUSE_MILLIS));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void harm(Socket socket, Kind kind, Random random) throws IOException, InterruptedException {
        OutputStream out = socket.getOutputStream();
        switch (kind) {
            case SILENT -> stay(random);
            case HALF_A_HEAD -> {
                write(out, "POST /api/v1/measurements HTTP/1.1\r\nHost: h\r\nX-Half: ");
                stay(random);
            }
            case SLOW_BODY -> {
                write(out, head("/api/v1/measurements", 100_000));
                for (int i = 0; i < 50; i++) {
                    write(out, " ");
                    Thread.sleep(random.nextInt(100));
                }
            }
            case NONSENSE -> {
                byte[] bytes = new byte[random.nextInt(10_000)];
                random.nextBytes(bytes);
                out.write(bytes);
                stay(random);
            }
            case LARGE_BODY -> {
                write(out, head("/api/v1/measurements", 64 << 20));
                byte[] part = new byte[1 << 16];
                for (int i = 0; i < 32; i++) {
                    out.write(part);
                }
            }
            case DEEP_BODY -> {
                String body = "[".repeat(20_000);
                write(out, head("/api/v1/measurements", body.length()) + body);
                stay(random);
            }
            case LEAVES_ITS_CALL -> {
                SoakPlugin plugin = SoakPlugin.ALL.get(random.nextInt(SoakPlugin.ALL.size()));
                String body = plugin.callBody();
                write(out, head("/api/v1/plugins/" + plugin.name() + "/run", body.length()) + body);
            }
            case NEVER_READS -> {
                for (int i = 0; i < 200; i++) {
                    write(out, "GET /api/v1/plugins HTTP/1.1\r\nHost: h\r\n\r\n");
                }
                stay(random);
            }
        }
    }

    private static String head(String path, int length) {
        return "POST " + path + " HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length: " + length
                + "\r\n\r\n";
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static void stay(Random random) throws InterruptedException {
        Thread.sleep(random.nextInt(LONGEST_STAY_MILLIS));
    }
}
