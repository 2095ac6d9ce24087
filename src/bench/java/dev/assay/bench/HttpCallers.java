package dev.assay.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Callers over HTTP/1.1, each on a connection of its own that is kept. One thread serves all of them, and does as little as
 * it can, because it shares the processors with the service.
 */
final class HttpCallers implements Load, AutoCloseable {
    private static final int BUFFER = 16 * 1024;
    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *(\\d+)");
    private static final String END_OF_HEAD = "\r\n\r\n";

    private final Selector selector = Selector.open();
    private final List<Caller> callers = new ArrayList<>();
    private final List<byte[]> requests;
    private int next;

    /** @param requests made in turn, whoever makes them */
    private HttpCallers(URI service, List<byte[]> requests, int count) throws IOException {
        this.requests = requests;
        for (int i = 0; i < count; i++) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress(service.getHost(), service.getPort()));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            Caller caller = new Caller(channel);
            channel.register(selector, SelectionKey.OP_READ, caller);
            callers.add(caller);
        }
    }

    /** Callers who run a metric of these plugins, of one after the other. */
    static HttpCallers run(URI service, List<String> plugins, int count) throws IOException {
        List<byte[]> requests = plugins.stream()
                .map(plugin -> request(
                        service, "/api/v1/plugins/" + plugin + "/run", "{\"metric\":" + CallBench.metric(plugin) + "}"))
                .toList();
        return new HttpCallers(service, requests, count);
    }

    private static byte[] request(URI service, String path, String body) {
        String head = "POST " + path + " HTTP/1.1\r\nHost: " + service.getAuthority()
                + "\r\nContent-Type: application/json\r\nAccept: application/json\r\nContent-Length: "
                + body.length() + END_OF_HEAD;
        return (head + body).getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public List<Long> callFor(Duration time) throws IOException {
        long end = System.nanoTime() + time.toNanos();
        List<Long> nanos = new ArrayList<>();
        for (Caller caller : callers) {
            caller.call();
        }
        int calling = callers.size();
        while (calling > 0) {
            selector.select();
            for (SelectionKey key : selector.selectedKeys()) {
                Caller caller = (Caller) key.attachment();
                if (!caller.isAnswered()) {
                    continue;
                }
                long now = System.nanoTime();
                nanos.add(now - caller.begin);
                if (now < end) {
                    caller.call();
                } else {
                    calling--;
                }
            }
            selector.selectedKeys().clear();
        }
        return nanos;
    }

    @Override
    public void close() throws IOException {
        for (Caller caller : callers) {
            caller.channel.close();
        }
        selector.close();
    }

    private final class Caller {
        private final SocketChannel channel;
        private final ByteBuffer answer = ByteBuffer.allocate(BUFFER);
        private long begin;

        /** Bytes of the whole answer; 0 while its head is not there. */
        private int length;

        Caller(SocketChannel channel) {
            this.channel = channel;
        }

        void call() throws IOException {
            begin = System.nanoTime();
            answer.clear();
            length = 0;
            ByteBuffer out = ByteBuffer.wrap(requests.get(next++ % requests.size()));
            while (out.hasRemaining()) {
                channel.write(out);
            }
        }

        /** Reads what is there. */
        boolean isAnswered() throws IOException {
            if (channel.read(answer) < 0) {
                throw new IOException("the service closed the connection after " + text());
            }
            if (length == 0) {
                readHead();
            }
            if (length == 0 || answer.position() < length) {
                return false;
            }
            String text = text();
            if (!text.startsWith("HTTP/1.1 200 ") || !text.contains("\"Successful\"")) {
                throw new IllegalStateException("a call failed: " + text);
            }
            return true;
        }

        private void readHead() {
            String text = text();
            int end = text.indexOf(END_OF_HEAD);
            Matcher announced = LENGTH.matcher(text);
            if (end >= 0 && announced.find()) {
                length = end + END_OF_HEAD.length() + Integer.parseInt(announced.group(1));
            }
        }

        private String text() {
            return new String(answer.array(), 0, answer.position(), StandardCharsets.ISO_8859_1);
        }
    }
}
