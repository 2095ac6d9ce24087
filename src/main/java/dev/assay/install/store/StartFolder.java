package dev.assay.install.store;

import dev.assay.settings.SharedStore;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The folder from which this host starts executables, {@code run/HOST/DIGEST/NAME} in the store. A file in it is a hard
 * link to that of the store, and takes no room; where the file system has no links it is a copy. It is checked and started
 * by this name. So what is started is what was checked, whatever happens to the names in the store meanwhile. It keeps its
 * own name, so a plugin may look at its own path.
 *
 * <p>The host holds a lock on a file in it, which ends with the host; so others see which folders were left behind.
 * Blocks; thread-safe.
 */
final class StartFolder implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(StartFolder.class);

    private static final String LOCK = "lock";

    /** The age at which a folder counts as left behind where the file system has no locks. */
    private static final Duration ABANDONED = Retention.UNUSED;

    private final Path all;
    private final Path own;
    private @Nullable FileChannel lock;

    /** @param store the folder of the store; nothing is made before the first link */
    StartFolder(Path store) {
        this.all = store.resolve("run");
        this.own = all.resolve(ownPrefix() + UUID.randomUUID());
    }

    /** The folder of all hosts. */
    Path all() {
        return all;
    }

    /** The name by which this host starts that file; there may be nothing under it yet. */
    Path name(Path stored, String digest) {
        return own.resolve(digest).resolve(String.valueOf(stored.getFileName()));
    }

    /**
     * Makes the file have its name here: a link, or a copy where the file system has no links. What had the name before is
     * replaced in one step. Fails in a store that cannot be written.
     */
    synchronized void put(Path stored, String digest) throws IOException {
        hold();
        OwnerOnly.folder(own.resolve(digest));
        Path made = own.resolve(digest).resolve("new-" + UUID.randomUUID());
        try {
            linkOrCopy(stored, made);
            Files.move(made, name(stored, digest), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            // A move to another name of the same file leaves both names.
            Files.deleteIfExists(made);
        }
    }

    private static void linkOrCopy(Path stored, Path made) throws IOException {
        try {
            Path unused = Files.createLink(made, stored);
        } catch (IOException | UnsupportedOperationException e) {
            LOG.debugf(e, "%s cannot be linked and is copied", stored);
            OwnerOnly.file(made);
            try (FileChannel from = FileChannel.open(stored, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
                    FileChannel to = FileChannel.open(made, StandardOpenOption.WRITE)) {
                for (long at = 0; at < from.size(); ) {
                    at += from.transferTo(at, from.size() - at, to);
                }
            }
        }
    }

    /** Removes folders of hosts that have ended, and links to executables that the store has no more. */
    void removeAbandoned(Path contents, Instant now) throws IOException {
        if (!Files.isDirectory(all, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (DirectoryStream<Path> hosts = Files.newDirectoryStream(all)) {
            for (Path host : hosts) {
                boolean ours = host.getFileName().toString().startsWith(ownPrefix());
                if (!ours && isAbandoned(host, now)) {
                    FolderRemoval.remove(host);
                } else {
                    removeUnused(host, contents);
                }
            }
        }
    }

    /** Removes the folder of this host. No process that was started from it may need its own path any more. */
    @Override
    public synchronized void close() {
        try {
            if (lock != null) {
                lock.close();
                lock = null;
            }
            FolderRemoval.remove(own);
        } catch (IOException e) {
            LOG.debugf(e, "%s is left for the next host to remove", own);
        }
    }

    private void hold() throws IOException {
        if (lock != null) {
            return;
        }
        OwnerOnly.folder(own);
        OwnerOnly.file(own.resolve(LOCK));
        FileChannel channel = FileChannel.open(own.resolve(LOCK), StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            @Nullable FileLock unused = channel.tryLock();
        } catch (IOException e) {
            LOG.debugf(e, "the file system of %s has no locks; its age decides when it was left behind", own);
        }
        lock = channel;
    }

    private static boolean isAbandoned(Path host, Instant now) throws IOException {
        try (FileChannel channel =
                FileChannel.open(host.resolve(LOCK), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            @Nullable FileLock free = channel.tryLock();
            return free != null;
        } catch (NoSuchFileException e) {
            // A host that is making it, or one that was killed while it did.
            return isOld(host, now, SharedStore.ABANDONED);
        } catch (IOException e) {
            return isOld(host, now, ABANDONED);
        }
    }

    private static boolean isOld(Path host, Instant now, Duration age) throws IOException {
        return Files.getLastModifiedTime(host, LinkOption.NOFOLLOW_LINKS)
                .toInstant()
                .isBefore(now.minus(age));
    }

    private static void removeUnused(Path host, Path contents) throws IOException {
        try (DirectoryStream<Path> digests = Files.newDirectoryStream(host)) {
            for (Path digest : digests) {
                boolean isLock = digest.getFileName().toString().equals(LOCK);
                if (!isLock && !Files.exists(contents.resolve(digest.getFileName()))) {
                    FolderRemoval.remove(digest);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            LOG.debugf(e, "%s has been removed by its host", host);
        }
    }

    /** The start of the names of this process' folders. On other machines there may be the same number, but not that time. */
    private static String ownPrefix() {
        ProcessHandle own = ProcessHandle.current();
        long start = own.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        return own.pid() + "-" + start + "-";
    }
}
