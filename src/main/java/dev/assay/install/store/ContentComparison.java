package dev.assay.install.store;

import dev.assay.text.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The digest of a file, and whether a copy of it has the same content. Both come from one reading of the file;
 * comparing takes a fraction of the time of a second digest.
 *
 * @param digest of the file
 * @param same whether the whole copy is the same; also false where it cannot be read
 */
public record ContentComparison(String digest, boolean same) {
    private static final Logger LOG = Logger.getLogger(ContentComparison.class);

    /** Blocks. Fails where the file cannot be read. */
    public static ContentComparison read(Path file, Path copy) throws IOException {
        MessageDigest digest = Sha256.digest();
        ByteBuffer piece = Sha256.piece();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                Copy other = new Copy(copy)) {
            long left = channel.size();
            while (channel.read(piece.clear()) >= 0) {
                left -= piece.position();
                if (left < 0) {
                    throw new IOException("it grew while it was read");
                }
                other.compare(piece.flip());
                digest.update(piece);
            }
            return new ContentComparison(Sha256.hex(digest), other.endsHere());
        }
    }

    /** The copy, which is read as long as it is the same. A copy that cannot be read counts as different. */
    private static final class Copy implements AutoCloseable {
        private final Path file;
        private final ByteBuffer piece = Sha256.piece();
        private @Nullable FileChannel same;

        Copy(Path file) {
            this.file = file;
            try {
                same = FileChannel.open(file, StandardOpenOption.READ);
            } catch (IOException e) {
                LOG.debugf(e, "%s in the store cannot be read", file);
            }
        }

        /** @param expected the next bytes of the file; is left as it is */
        void compare(ByteBuffer expected) {
            if (same != null && !next(expected.remaining()).equals(expected)) {
                close();
            }
        }

        boolean endsHere() {
            boolean goesOn = next(1).hasRemaining();
            return same != null && !goesOn;
        }

        /** The next bytes of the copy; fewer where it ends or cannot be read. */
        private ByteBuffer next(int bytes) {
            FileChannel channel = same;
            piece.clear().limit(bytes);
            try {
                while (channel != null && piece.hasRemaining() && channel.read(piece) >= 0) {
                    // Until the piece is full.
                }
            } catch (IOException e) {
                LOG.debugf(e, "%s in the store cannot be read", file);
                close();
            }
            return piece.flip();
        }

        @Override
        public void close() {
            FileChannel channel = same;
            same = null;
            if (channel != null) {
                try {
                    channel.close();
                } catch (IOException e) {
                    LOG.debugf(e, "%s was not closed well", file);
                }
            }
        }
    }
}
