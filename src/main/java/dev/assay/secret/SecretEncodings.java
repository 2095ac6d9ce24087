package dev.assay.secret;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * The texts that stand for the bytes of a value: Base64 in both alphabets, and hex digits, whose bytes may stand apart as in
 * a dump. In Base64 a value looks different at each of three places within a longer text, such as {@code user:password}.
 */
final class SecretEncodings {
    private static final int BYTES_PER_GROUP = 3;

    /** A shorter value would be recognised by so few characters that other texts have them too. */
    private static final int SHORTEST = 6;

    /** The separators of two bytes: none, and those of dumps and fingerprints. */
    private static final List<String> BETWEEN_BYTES = List.of("", " ", ":");

    /** Two digits and what follows them. */
    private static final int SEPARATED_BYTE = 3;

    private SecretEncodings() {}

    static void addTo(Set<String> encodings, String value) {
        byte[] bytes = SecretForms.bounded(value.strip()).getBytes(StandardCharsets.UTF_8);
        if (bytes.length < SHORTEST) {
            return;
        }
        for (int before = 0; before < BYTES_PER_GROUP; before++) {
            encodings.add(base64(bytes, before, Base64.getEncoder()));
            encodings.add(base64(bytes, before, Base64.getUrlEncoder()));
        }
        for (String between : BETWEEN_BYTES) {
            HexFormat hex = HexFormat.ofDelimiter(between);
            encodings.add(hex.formatHex(bytes));
            encodings.add(hex.withUpperCase().formatHex(bytes));
        }
    }

    /** The number of characters between two places at which a line of this encoding may begin. */
    static int step(String encoding) {
        boolean separated = encoding.length() >= SEPARATED_BYTE && BETWEEN_BYTES.contains(encoding.substring(2, 3));
        return separated ? SEPARATED_BYTE : 1;
    }

    /** The characters that depend on nothing but the value, when so many bytes stand before it. */
    private static String base64(byte[] value, int before, Base64.Encoder encoder) {
        byte[] bytes = new byte[before + value.length];
        System.arraycopy(value, 0, bytes, before, value.length);
        String encoded = encoder.withoutPadding().encodeToString(bytes);
        int first = before == 0 ? 0 : before + 1;
        int end = bytes.length % BYTES_PER_GROUP == 0 ? encoded.length() : encoded.length() - 1;
        return encoded.substring(Math.min(first, end), end);
    }
}
