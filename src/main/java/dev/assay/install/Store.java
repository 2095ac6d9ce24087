package dev.assay.install;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Executables under {@code sha256/DIGEST/NAME}, each written to a file under {@code tmp} and moved to its place when it is
 * whole: whatever happens, no half file has a final name. Several hosts may share one store. Blocks.
 */
final class Store {
    private static final Logger LOG = Logger.getLogger(Store.class);
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    /** No copy takes longer; a temporary file this old was left by a host that died. */
    private static final Duration ABANDONED = Duration.ofHours(1);

    private final Path folder;
    private final InstantSource clock;

    Store(Path folder, InstantSource clock) {
        this.folder = folder.toAbsolutePath();
        this.clock = clock;
    }

    /**
     * Gives the stored copy of a file, and copies it where there is none yet.
     *
     * @param plugin for messages
     * @param name of the file in the store
     * @param expected digest
     */
    Stored keep(String plugin, Path source, String name, Optional<String> expected) {
        try {
            String digest = Sha256.of(source);
            check(plugin, source, expected, digest);
            Path known = path(digest, name);
            return isIntact(known, digest) ? new Stored(known, digest) : copy(plugin, source, name, expected);
        } catch (IOException e) {
            throw new InstallException(
                    false,
                    "tried to install plugin " + plugin + " from " + source + ", but reading it failed (" + e
                            + "); check the disk or mount that it is on",
                    e);
        }
    }

    /** Whether the file is there and has the digest. */
    static boolean isIntact(Path file, String digest) {
        try {
            return Files.isRegularFile(file)
                    && Files.isExecutable(file)
                    && Sha256.of(file).equals(digest);
        } catch (IOException e) {
            LOG.debugf(e, "%s in the store cannot be read and is replaced", file);
            return false;
        }
    }

    /** Removes temporary files of hosts that died; what cannot be removed is logged. */
    void sweep() {
        Instant limit = clock.instant().minus(ABANDONED);
        Path temporary = folder.resolve("tmp");
        if (!Files.isDirectory(temporary)) {
            return;
        }
        try (Stream<Path> files = Files.list(temporary)) {
            for (Path file : files.toList()) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
                    remove(file);
                }
            }
        } catch (IOException e) {
            LOG.warnf("tried to remove old files from %s, but %s; remove them by hand", temporary, e);
        }
    }

    private Stored copy(String plugin, Path source, String name, Optional<String> expected) {
        Optional<Path> temporary = Optional.empty();
        try {
            Files.createDirectories(folder.resolve("tmp"), OWNER_ONLY);
            temporary = Optional.of(Files.createTempFile(folder.resolve("tmp"), name + "-", "", OWNER_ONLY));
            String digest = write(source, temporary.get());
            check(plugin, source, expected, digest);
            Path place = path(digest, name);
            Files.createDirectories(place.getParent(), OWNER_ONLY);
            Files.move(temporary.get(), place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return new Stored(place, digest);
        } catch (IOException e) {
            throw new InstallException(
                    isLasting(e),
                    "tried to install plugin " + plugin + " into the store " + folder + ", but " + reason(e) + "; "
                            + remedy(e),
                    e);
        } finally {
            temporary.ifPresent(Store::remove);
        }
    }

    private static String write(Path source, Path target) throws IOException {
        try (InputStream in = Files.newInputStream(source);
                FileChannel channel = FileChannel.open(target, StandardOpenOption.WRITE);
                OutputStream out = Channels.newOutputStream(channel)) {
            String digest = Sha256.copy(in, out);
            channel.force(true);
            return digest;
        }
    }

    private static void check(String plugin, Path source, Optional<String> expected, String actual) {
        if (expected.filter(e -> !e.equals(actual)).isPresent()) {
            throw new InstallException(
                    true,
                    "tried to install plugin " + plugin + " from " + source + ", but its sha256 is " + actual
                            + " and not " + expected.get() + " as configured; nothing of it was kept in the store;"
                            + " correct sha256 in the configuration, or the file",
                    null);
        }
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warnf("tried to remove the temporary file %s, but %s; remove it by hand", file, e);
        }
    }

    private Path path(String digest, String name) {
        return folder.resolve("sha256").resolve(digest).resolve(name);
    }

    private static boolean isFull(IOException e) {
        String reason = reason(e).toLowerCase(Locale.ROOT);
        return Stream.of("no space", "quota").anyMatch(reason::contains);
    }

    /** A disk may be emptied by others; permissions and read-only mounts are the user's to change. */
    private static boolean isLasting(IOException e) {
        return !isFull(e)
                && (List.of(AccessDeniedException.class, NotDirectoryException.class, FileAlreadyExistsException.class)
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
        return isFull(e)
                ? "free some space, or set assay.store to a folder with more"
                : "set assay.store to a folder that can be written";
    }

    /** @param digest sha256 in hex */
    record Stored(Path file, String digest) {}
}
