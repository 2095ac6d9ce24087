package dev.assay.text;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Digests as 64 lower-case hex digits. */
public final class Sha256 {
    private static final int PIECE = 1 << 16;

    private Sha256() {}

    /** Whether the text is a digest as this class writes it, so that it can be no other path. */
    public static boolean isDigest(String text) {
        return text.length() == 64 && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }

    public static String of(byte[] bytes) {
        MessageDigest digest = digest();
        digest.update(bytes);
        return hex(digest);
    }

    public static String of(Path file) throws IOException {
        MessageDigest digest = digest();
        ByteBuffer piece = piece();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (channel.read(piece.clear()) >= 0) {
                digest.update(piece.flip());
            }
        }
        return hex(digest);
    }

    /** A buffer for reading a file in pieces that stay in a processor's nearer caches, without a copy on the heap. */
    public static ByteBuffer piece() {
        return ByteBuffer.allocateDirect(PIECE);
    }

    /** Ends the digest, which then begins anew. */
    public static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
