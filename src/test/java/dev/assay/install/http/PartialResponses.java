package dev.assay.install.http;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;

/** Answers with a part of {@link DownloadFixture#FILE}. */
final class PartialResponses {
    /** Bytes, about so many as half of the file has. */
    static final int HALF = 100_000;

    private static final byte[] FILE = DownloadFixture.FILE;

    private final DownloadFixture fixture;

    PartialResponses(DownloadFixture fixture) {
        this.fixture = fixture;
    }

    /** A whole answer by its head, and a body that ends too early, which is at the client by then. */
    void cut(RawServer.Exchange exchange, int after, String... headers) throws IOException {
        exchange.head(Stream.concat(Stream.of("HTTP/1.1 200 OK", "Content-Length: " + FILE.length), Stream.of(headers))
                .toArray(String[]::new));
        exchange.send(Arrays.copyOf(FILE, after));
        fixture.awaitReceived(after);
    }

    static byte[] rest(int from) {
        return Arrays.copyOfRange(FILE, from, FILE.length);
    }

    /** The header of the rest. */
    static String range(int from) {
        return range(from, FILE.length);
    }

    /** The header of the rest of a file that has so many bytes. */
    static String range(int from, int total) {
        return "Content-Range: bytes " + from + "-" + (total - 1) + "/" + total;
    }
}
