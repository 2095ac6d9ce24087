package dev.assay.process;

import dev.assay.text.LineSplitter;
import java.util.List;

/** Fuzz test: the parser returns a handshake or throws a {@link ProcessException}, and nothing else. */
public final class HandshakeFuzz {
    private HandshakeFuzz() {}

    /** Called by the fuzzer with bytes that it makes up. */
    public static void fuzzerTestOneInput(byte[] data) {
        LineSplitter lines = new LineSplitter(1024, 1024, (text, end) -> parse(text), (text, end) -> {});
        lines.feed(data, 0, data.length);
        lines.end();
    }

    private static void parse(String line) {
        try {
            Handshake handshake = new HandshakeParser("acme/fuzz", List.of("grpc", "netrpc")).parse(line);
            // A path may hold what a line that Assay writes may not.
            boolean writable = line.chars().noneMatch(Character::isISOControl);
            if (writable
                    && !new HandshakeParser("acme/fuzz", List.of("grpc", "netrpc"))
                            .parse(handshake.line())
                            .equals(handshake)) {
                throw new AssertionError("not read again as it was written: " + handshake);
            }
        } catch (ProcessException refused) {
            if (refused.getMessage() == null || refused.getMessage().isBlank()) {
                throw new AssertionError("a refusal without a reason", refused);
            }
        }
    }
}
