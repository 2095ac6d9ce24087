package dev.assay.install.store;

import dev.assay.settings.SharedStore;
import dev.assay.text.Sha256;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * The removal of unused and abandoned files from a store. Nothing is locked: hosts that share a store see by the times
 * of files what the others use. Files whose names the store does not give are left alone.
 */
final class Retention {
    /** Names of temporary files and folders. */
    static final Pattern TEMPORARY = Pattern.compile(".*-[0-9a-f-]+\\.part");

    /** Long enough to return to an earlier version after a holiday; an executable has some tens of megabytes. */
    static final Duration UNUSED = Duration.ofDays(30);

    private static final Logger LOG = Logger.getLogger(Retention.class);

    private final Path contents;
    private final Path temporary;
    private final InstantSource clock;

    Retention(Path contents, Path temporary, InstantSource clock) {
        this.contents = contents;
        this.temporary = temporary;
        this.clock = clock;
    }

    /** Notes that an executable is used: the time of its folder is that of its last use. */
    void touch(String digest) {
        Path folder = Store.place(contents, digest);
        try {
            Files.setLastModifiedTime(folder, FileTime.from(clock.instant()));
        } catch (NoSuchFileException e) {
            LOG.debugf("%s is not in the store", folder);
        } catch (IOException e) {
            LOG.debugf(e, "the use of %s is not noted: it is another user's, or cannot be written", folder);
        }
    }

    /** Removes temporary files of hosts that died. */
    void removeAbandoned() throws IOException {
        Instant limit = clock.instant().minus(SharedStore.ABANDONED);
        if (!Files.isDirectory(temporary)) {
            return;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(temporary)) {
            for (Path entry : entries) {
                if (TEMPORARY.matcher(entry.getFileName().toString()).matches() && isOlder(entry, limit)) {
                    removeWhole(entry);
                }
            }
        }
    }

    /** Removes executables that have not been used for {@link #UNUSED}, and gives their number. */
    int removeUnused(Set<String> inUse) throws IOException {
        Instant limit = clock.instant().minus(UNUSED);
        int removed = 0;
        if (!Files.isDirectory(contents)) {
            return removed;
        }
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(contents)) {
            for (Path folder : folders) {
                String digest = folder.getFileName().toString();
                if (Sha256.isDigest(digest) && !inUse.contains(digest) && removeIfOlder(folder, limit)) {
                    removed++;
                }
            }
        }
        return removed;
    }

    private boolean removeIfOlder(Path folder, Instant limit) throws IOException {
        try {
            return isOlder(folder, limit) && removeIfStillOlder(folder, putAside(folder), limit);
        } catch (NoSuchFileException e) {
            LOG.debugf(e, "%s is being removed by another host too", folder);
            return false;
        }
    }

    /**
     * Before the second look: another host that begins to use it touches it first and looks for its executable
     * afterwards, so that one of the two sees the other.
     */
    Path putAside(Path folder) throws IOException {
        Path aside = temporary.resolve("unused-" + UUID.randomUUID() + ".part");
        OwnerOnly.folder(temporary);
        return Files.move(folder, aside, StandardCopyOption.ATOMIC_MOVE);
    }

    boolean removeIfStillOlder(Path folder, Path aside, Instant limit) throws IOException {
        if (isOlder(aside, limit)) {
            removeWhole(aside);
            return true;
        }
        try {
            Files.move(aside, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            LOG.debugf(e, "%s has been made anew meanwhile; the old one is removed later", folder);
        }
        return false;
    }

    private static boolean isOlder(Path path, Instant limit) throws IOException {
        try {
            return Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS)
                    .toInstant()
                    .isBefore(limit);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static void removeWhole(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
                files.forEach(Store::remove);
            } catch (NoSuchFileException e) {
                LOG.debugf(e, "%s has been removed by another host", path);
            }
        }
        Store.remove(path);
    }
}
