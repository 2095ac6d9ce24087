package dev.assay.bridge;

import dev.assay.text.Causes;
import dev.assay.wire.grpc.StatusText;
import io.grpc.Status;
import io.netty.handler.ssl.NotSslRecordException;

/** The signs in a failed call that one end of a connection speaks TLS and the other does not. */
final class TlsMismatch {
    /** The words of gRPC for a connection that ended before a frame of HTTP/2 came, which a server of TLS does. */
    private static final String CLOSED = "Network closed for unknown reason";

    /** The words of gRPC for another answer than HTTP/2, with the beginning of a TLS alert (RFC 8446, 5.1 and 6). */
    private static final String ALERT = "Hex dump for first 5 bytes: 1503";

    private TlsMismatch() {}

    /** Whether this end spoke TLS, and the answer was none. */
    static boolean isPlain(Status status) {
        return Causes.of(status.getCause()).has(NotSslRecordException.class);
    }

    /** Whether this end did not speak TLS, and the other one probably does. */
    static boolean mayBeTls(Status status) {
        String words = StatusText.detail(status);
        return words.contains(CLOSED) || words.contains(ALERT);
    }
}
