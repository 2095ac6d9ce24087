package dev.assay.install.store;

import dev.assay.text.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What has come of a download so far, over all attempts: a temporary file, made when the first byte comes, and the digest
 * of what is in it. All that touches the file throws {@link InstallException} when the store cannot be written. For one
 * thread at a time, but for {@link #close}.
 */
public final class PartialFile implements AutoCloseable {
    /** Makes the temporary file. */
    @FunctionalInterface
    public interface Stage {
        Staged make() throws IOException;
    }

    private final Stage stage;
    private final Function<IOException, InstallException> fault;
    private MessageDigest digest = Sha256.digest();
    private long received;
    private Optional<String> validator = Optional.empty();
    private OptionalLong total = OptionalLong.empty();
    private volatile @Nullable Staged staged;
    private volatile boolean closed;

    public PartialFile(Stage stage, Function<IOException, InstallException> fault) {
        this.stage = stage;
        this.fault = fault;
    }

    public long received() {
        return received;
    }

    /** What the server knows this very content by, for {@code If-Range}. */
    public Optional<String> validator() {
        return received > 0 ? validator : Optional.empty();
    }

    /** The size of the whole content, as its first part was announced with. */
    public OptionalLong total() {
        return total;
    }

    /** Nothing is known of the content that comes from now on. */
    public void restart() {
        restart(Optional.empty(), OptionalLong.empty());
    }

    /** @param newValidator of the content that comes from now on, as is its size */
    public void restart(Optional<String> newValidator, OptionalLong newTotal) {
        try {
            digest = Sha256.digest();
            received = 0;
            validator = newValidator;
            total = newTotal;
            staged().channel().truncate(0).position(0);
        } catch (IOException e) {
            throw fault.apply(e);
        }
    }

    public void append(ByteBuffer bytes) {
        digest.update(bytes.duplicate());
        received += bytes.remaining();
        try {
            while (bytes.hasRemaining()) {
                staged().channel().write(bytes);
            }
        } catch (IOException e) {
            throw fault.apply(e);
        }
    }

    /** Of what has come; may be asked once. */
    public String digest() {
        return Sha256.hex(digest);
    }

    public Path file() {
        try {
            return staged().file();
        } catch (IOException e) {
            throw fault.apply(e);
        }
    }

    public Stored commit(String sha256) {
        try {
            return staged().commit(sha256);
        } catch (IOException e) {
            throw fault.apply(e);
        }
    }

    /** Removes what was not committed. May come at any time, on any thread. */
    @Override
    public void close() {
        closed = true;
        Staged made = staged;
        if (made != null) {
            made.close();
        }
    }

    private Staged staged() throws IOException {
        Staged made = staged;
        if (made == null) {
            made = stage.make();
            staged = made;
            if (closed) {
                made.close();
            }
        }
        return made;
    }
}
