package dev.assay.process;

import dev.assay.process.linux.HostIdentity;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * A launcher's own folder for sockets, which only its user may enter. Each process has a folder in it, which is removed
 * with the process, for instance {@code /tmp/assay-123/7}. The file {@value #OWNER} holds the {@link HostIdentity} of
 * the launcher.
 */
final class SocketDirectory {
    static final String PREFIX = "assay-";
    static final String OWNER = ".owner";

    /** The launcher keeps this file locked while it lives. A lock is seen from other containers too, which share a folder. */
    static final String LOCK = ".lock";

    /**
     * The longest path of this folder, in bytes. A socket's path may have 103 bytes on some systems (sun_path, without
     * its final zero). The rest is {@code /12345/} and the name that the plugin chooses. Go uses {@code plugin} and up
     * to 10 digits. Assay's own library uses {@code plugin4194304-} and up to 13 characters, which makes 34. The others
     * are a reserve.
     */
    static final int LONGEST_PATH = 60;

    /** Larger than the text of any identity; a path has at most 4 KiB. */
    private static final int LONGEST_OWNER = 8 << 10;

    private static final Logger LOG = Logger.getLogger(SocketDirectory.class);

    private final Path path;
    private final FileChannel lock;
    private final AtomicInteger processes = new AtomicInteger();

    private SocketDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** @throws ProcessException when it cannot be made */
    static SocketDirectory create(Path parent, Optional<HostIdentity> host) {
        try {
            Files.createDirectories(parent);
            Path path = Files.createTempDirectory(parent, PREFIX);
            requireShort(path);
            return new SocketDirectory(path, furnished(path, host));
        } catch (IOException e) {
            throw cannotMake(parent, e);
        }
    }

    private static void requireShort(Path path) throws IOException {
        int length = path.toString().getBytes(StandardCharsets.UTF_8).length;
        if (length > LONGEST_PATH) {
            Files.delete(path);
            throw new ProcessException(
                    true,
                    "tried to keep plugins' sockets in " + path + ", but its path is " + length
                            + " bytes long and may have " + LONGEST_PATH
                            + "; set assay.start.socket-directory to a folder with a shorter path",
                    null);
        }
    }

    /** Makes the files of the folder, and gives the one that is locked. Leaves nothing behind when that fails. */
    private static FileChannel furnished(Path path, Optional<HostIdentity> host) throws IOException {
        FileChannel lock = null;
        try {
            lock = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            lock(lock, path);
            if (host.isPresent()) {
                Files.writeString(path.resolve(OWNER), host.get().text());
            }
            return lock;
        } catch (IOException e) {
            if (lock != null) {
                lock.close();
            }
            delete(path);
            throw e;
        }
    }

    /** Without a lock, only a later host in the same namespace of process ids removes the folder. */
    private static void lock(FileChannel file, Path path) {
        try {
            FileLock lock = file.tryLock();
            LOG.tracef("%s is locked: %s", path, lock);
        } catch (IOException e) {
            LOG.debugf("%s cannot be locked: %s", path, e);
            removeLock(path);
        }
    }

    private static void removeLock(Path path) {
        try {
            Files.deleteIfExists(path.resolve(LOCK));
        } catch (IOException e) {
            LOG.debugf("%s keeps its file %s: %s", path, LOCK, e);
        }
    }

    /** Whether no launcher holds the lock of a folder. False where that cannot be told. */
    static boolean isAbandoned(Path path) {
        try (FileChannel file =
                FileChannel.open(path.resolve(LOCK), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            return file.tryLock() != null;
        } catch (IOException | OverlappingFileLockException e) {
            return false;
        }
    }

    private static ProcessException cannotMake(Path parent, IOException e) {
        return new ProcessException(
                false,
                "tried to make a folder for plugins' sockets in " + parent + ", but that failed: " + e
                        + "; set assay.start.socket-directory to a folder that this user may write to",
                e);
    }

    /**
     * A new folder for one process, open to nobody else. A plugin that finds it so needs no further folder, whose name
     * would make the path of its socket too long.
     *
     * @throws ProcessException when it cannot be made
     */
    Path forProcess() {
        try {
            return Files.createDirectory(
                    path.resolve(Integer.toString(processes.incrementAndGet())),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw cannotMake(path, e);
        }
    }

    void delete() {
        delete(path);
        try {
            lock.close();
        } catch (IOException e) {
            LOG.debugf("The lock of %s could not be closed: %s", path, e);
        }
    }

    /** The host that made this folder; empty when no launcher made it, or when it is a link or another user's. */
    static Optional<HostIdentity> owner(Path path) {
        Path file = path.resolve(OWNER);
        try {
            boolean ownFile = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                    && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    && Files.getOwner(file, LinkOption.NOFOLLOW_LINKS)
                            .equals(Files.getOwner(path, LinkOption.NOFOLLOW_LINKS))
                    && Files.size(file) <= LONGEST_OWNER;
            return ownFile ? HostIdentity.parse(Files.readString(file)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Deletes a folder and what is in it; links are deleted, not followed. A failure is logged. */
    static void delete(Path path) {
        try {
            if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
                    entries.forEach(SocketDirectory::delete);
                }
            }
            Files.deleteIfExists(path);
        } catch (IOException | DirectoryIteratorException e) {
            LOG.warnf("tried to remove %s, which a plugin used, but that failed: %s; remove it by hand", path, e);
        }
    }
}
