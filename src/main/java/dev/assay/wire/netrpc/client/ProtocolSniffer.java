package dev.assay.wire.netrpc.client;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Recognises a peer that does not speak yamux by its first bytes. A frame's header is version 0, a type up to 3, two bytes
 * of flags up to 15, and the stream, which is never 0 for data and window updates (yamux {@code spec.md}). HTTP/2 begins
 * with a frame of type 4 on stream 0 (RFC 9113, 3.4).
 */
final class ProtocolSniffer {
    /** The bytes that are looked at: the header up to the stream. */
    private static final int LOOKED_AT = 8;

    private static final int MAX_QUOTED_BYTES = 40;
    private static final int HTTP2_SETTINGS = 4;
    private static final int HTTP2_SETTING_BYTES = 6;

    private final byte[] first = new byte[MAX_QUOTED_BYTES];
    private int length;

    /**
     * A peer that is no yamux.
     *
     * @param what a sentence on what it is instead
     * @param advice the end of the handshake line that the plugin should have, where that is known
     */
    record OtherProtocol(String what, Optional<String> advice) {}

    /** The protocol that the peer speaks instead; null for as long as it may be yamux. No byte is taken from the buffer. */
    @Nullable
    OtherProtocol notYamux(ByteBuf in) {
        if (length >= LOOKED_AT) {
            return null;
        }
        int more = Math.min(in.readableBytes(), first.length - length);
        in.getBytes(in.readerIndex(), first, length, more);
        length += more;
        for (int i = 0; i < Math.min(length, LOOKED_AT); i++) {
            if (!mayBe(i, first[i])) {
                return describe();
            }
        }
        boolean isOfStream = first[1] <= 1;
        return length >= LOOKED_AT && isOfStream && isZero(4, LOOKED_AT) ? describe() : null;
    }

    private static boolean mayBe(int position, byte value) {
        return switch (position) {
            case 0, 2 -> value == 0;
            case 1 -> value >= 0 && value <= 3;
            case 3 -> value >= 0 && value <= 15;
            default -> true;
        };
    }

    private boolean isZero(int from, int to) {
        for (int i = from; i < to; i++) {
            if (first[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private OtherProtocol describe() {
        boolean isHttp2 = length >= LOOKED_AT
                && isZero(0, 2)
                && first[2] % HTTP2_SETTING_BYTES == 0
                && first[3] == HTTP2_SETTINGS
                && isZero(4, LOOKED_AT);
        if (isHttp2) {
            return new OtherProtocol(
                    "an HTTP/2 server, as of gRPC, answers there instead of go-plugin's net/rpc",
                    Optional.of("end the plugin's handshake line with |grpc"));
        }
        String text = printable();
        if (text.startsWith("HTTP/")) {
            return unknown("an HTTP server answers there instead of go-plugin's net/rpc (" + text + ")");
        }
        return unknown("what answers there does not speak yamux, as go-plugin's net/rpc does (" + text + ")");
    }

    private static OtherProtocol unknown(String what) {
        return new OtherProtocol(what, Optional.empty());
    }

    /** Text as it is, up to the end of its line; all else in hexadecimal digits. */
    private String printable() {
        String text = new String(first, 0, length, StandardCharsets.ISO_8859_1)
                .lines()
                .findFirst()
                .orElse("");
        if (!text.isEmpty() && text.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            return text;
        }
        StringBuilder hex = new StringBuilder("bytes");
        for (int i = 0; i < length; i++) {
            hex.append(String.format(" %02x", first[i]));
        }
        return hex.toString();
    }
}
