package dev.assay.install.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The store cannot be written. The message says what was tried, what happened and what to do. Trying again may help:
 * somebody may empty the disk, give the right to write, or mount the folder anew.
 */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private StoreException(String message, IOException cause) {
        super(message, cause);
    }

    static StoreException of(String plugin, Path folder, IOException e) {
        return new StoreException(
                "tried to install plugin " + plugin + " into the store " + folder + ", but " + reason(e) + "; "
                        + remedy(e),
                e);
    }

    private static boolean isFull(IOException e) {
        String reason = reason(e).toLowerCase(Locale.ROOT);
        return Stream.of("no space", "quota").anyMatch(reason::contains);
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
