package dev.assay.install.store;

import dev.assay.text.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A file on its way into the store: the bytes that have come so far, over all attempts, and their digest. The temporary
 * file is made when the first byte comes. All methods that touch the file throw {@link StoreException} when the store
 * cannot be written. For one thread at a time; only {@link #close} may come at any time.
 */
public final class PartialFile implements AutoCloseable {
    private final Store store;
    private final String plugin;
    private MessageDigest digest = Sha256.digest();
    private long received;
    private Optional<String> validator = Optional.empty();
    private OptionalLong total = OptionalLong.empty();
    private volatile @Nullable Staged staged;
    private volatile boolean closed;

    PartialFile(Store store, String plugin) {
        this.store = store;
        this.plugin = plugin;
    }

    public long received() {
        return received;
    }

    /** The value for {@code If-Range}: how the server names this very content. */
    public Optional<String> validator() {
        return received > 0 ? validator : Optional.empty();
    }

    /** The size of the whole content, as its first part was announced with. */
    public OptionalLong total() {
        return total;
    }

    /** Forgets all that has come. Nothing is known of the content that comes from now on. */
    public void restart() {
        restart(Optional.empty(), OptionalLong.empty());
    }

    /**
     * Forgets all that has come.
     *
     * @param newValidator of the content that comes from now on
     * @param newTotal the size of that content
     */
    public void restart(Optional<String> newValidator, OptionalLong newTotal) {
        try {
            digest = Sha256.digest();
            received = 0;
            validator = newValidator;
            total = newTotal;
            staged().channel().truncate(0).position(0);
        } catch (IOException e) {
            throw fault(e);
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
            throw fault(e);
        }
    }

    /** The digest of all that has come. To be asked once. */
    public String digest() {
        return Sha256.hex(digest);
    }

    /** The temporary file, which is made if it is not there yet. */
    public Path file() {
        try {
            return staged().file();
        } catch (IOException e) {
            throw fault(e);
        }
    }

    /** Moves the file to its place and gives that. */
    public Path commit(String sha256) {
        try {
            Staged whole = staged();
            Path place = whole.commit(sha256);
            whole.identity().ifPresent(identity -> store.wrote(sha256, identity));
            return place;
        } catch (IOException e) {
            throw fault(e);
        }
    }

    /** The exception for a temporary file that cannot be read. */
    public StoreException fault(IOException e) {
        return store.fault(plugin, e);
    }

    /** Removes the temporary file, if it was not committed. May come at any time, on any thread. */
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
            made = store.stage(plugin);
            staged = made;
            if (closed) {
                made.close();
            }
        }
        return made;
    }
}
