package dev.assay.install.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The store cannot be written. The message says what was tried, what happened and what to do. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean permanent;

    private StoreException(boolean permanent, String message, IOException cause) {
        super(message, cause);
        this.permanent = permanent;
    }

    /** A full disk may be emptied by others; permissions and read-only mounts are the user's to change. */
    static StoreException of(String plugin, Path folder, IOException e) {
        return new StoreException(
                isPermanent(e),
                "tried to install plugin " + plugin + " into the store " + folder + ", but " + reason(e) + "; "
                        + remedy(e),
                e);
    }

    /** Whether trying again is useless until the user changes something. */
    public boolean permanent() {
        return permanent;
    }

    private static boolean isFull(IOException e) {
        String reason = reason(e).toLowerCase(Locale.ROOT);
        return Stream.of("no space", "quota").anyMatch(reason::contains);
    }

    private static boolean isPermanent(IOException e) {
        return !isFull(e)
                && (e instanceof UnfitStoreException
                        || List.of(
                                        AccessDeniedException.class,
                                        NotDirectoryException.class,
                                        FileAlreadyExistsException.class)
                                .contains(e.getClass())
                        || reason(e).contains("Not a directory")
                        || reason(e).contains("Read-only"));
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "writing there is not permitted";
        }
        if (e instanceof FileAlreadyExistsException file) {
            return file.getFile() + " is a file and no folder";
        }
        String reason = e instanceof FileSystemException file ? file.getReason() : e.getMessage();
        return reason == null ? e.toString() : reason;
    }

    private static String remedy(IOException e) {
        if (e instanceof UnfitStoreException unfit) {
            return unfit.remedy();
        }
        return isFull(e)
                ? "free some space, or set assay.store to a folder with more"
                : "set assay.store to a folder that can be written";
    }
}
