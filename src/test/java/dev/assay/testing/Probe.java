package dev.assay.testing;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A kubelet: asks every 100 ms, each time by a new connection that it closes, and hopes for an answer within 1 s. */
public final class Probe implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final long INTERVAL_MILLIS = 100;

    private final URI address;
    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicInteger late = new AtomicInteger();
    private final Thread thread = new Thread(this::run, "probe");

    private Probe(URI address) {
        this.address = address;
    }

    public static Probe start(URI address) {
        Probe probe = new Probe(address);
        probe.thread.setDaemon(true);
        probe.thread.start();
        return probe;
    }

    /** The part of the answers that took longer than 1 s; 1 where there was no answer at all. */
    public double late() {
        return answers.get() == 0 ? 1 : (double) late.get() / answers.get();
    }

    /** The probes that were not answered with 200. */
    public List<String> faults() {
        return List.copyOf(faults);
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                ask();
                Thread.sleep(INTERVAL_MILLIS);
            }
        } catch (InterruptedException e) {
            // It was stopped.
        }
    }

    private void ask() {
        long begin = System.nanoTime();
        try (Socket socket = new Socket()) {
            socket.setSoTimeout((int) TIMEOUT.toMillis());
            socket.connect(new InetSocketAddress(address.getHost(), address.getPort()), (int) TIMEOUT.toMillis());
            socket.getOutputStream()
                    .write(("GET " + address.getPath() + " HTTP/1.1\r\nHost: probe\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            answers.incrementAndGet();
            if (Duration.ofNanos(System.nanoTime() - begin).compareTo(SOON) > 0) {
                late.incrementAndGet();
            }
            if (!answer.startsWith("HTTP/1.1 200 ")) {
                faults.add(answer);
            }
        } catch (IOException e) {
            faults.add(
                    e + " after " + Duration.ofNanos(System.nanoTime() - begin).toMillis() + " ms");
        }
    }
}
