package dev.assay.install.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder for a {@link Store} that a command needs while it runs. It is removed when it is closed, or when Java ends. */
public final class TemporaryStore implements AutoCloseable {
    private final Path folder;

    private TemporaryStore(Path folder) {
        this.folder = folder;
    }

    /**
     * Makes the folder. Fails with {@link UncheckedIOException}, whose message is a sentence for the user.
     *
     * @param temporary the folder for temporary files
     * @param prefix of its name, for instance {@code assay-check-}
     */
    public static TemporaryStore in(Path temporary, String prefix) {
        try {
            TemporaryStore store = new TemporaryStore(Files.createTempDirectory(temporary, prefix));
            Runtime.getRuntime().addShutdownHook(new Thread(store::close));
            return store;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "tried to make a folder in " + temporary + ", but " + e
                            + "; make it writable, or name another folder with -Djava.io.tmpdir",
                    e);
        }
    }

    public Path folder() {
        return folder;
    }

    /** Does nothing where the folder is gone: both the end of the command and the shutdown hook call it. */
    @Override
    public void close() {
        try {
            FolderRemoval.remove(folder);
        } catch (IOException e) {
            System.err.println("tried to remove " + folder + ", but " + e.getMessage() + "; remove it by hand");
        }
    }
}
