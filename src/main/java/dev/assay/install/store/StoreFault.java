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

/** Says what is wrong with the store, and what to do. */
final class StoreFault {
    private StoreFault() {}

    /** A disk may be emptied by others and is tried again; permissions and read-only mounts are the user's to change. */
    static InstallException of(String plugin, Path folder, IOException e) {
        return new InstallException(
                isLasting(e),
                "tried to install plugin " + plugin + " into the store " + folder + ", but " + reason(e) + "; "
                        + remedy(e),
                e);
    }

    private static boolean isFull(IOException e) {
        String reason = reason(e).toLowerCase(Locale.ROOT);
        return Stream.of("no space", "quota").anyMatch(reason::contains);
    }

    private static boolean isLasting(IOException e) {
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
