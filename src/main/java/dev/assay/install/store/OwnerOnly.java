package dev.assay.install.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jboss.logging.Logger;

/** Files and folders of mode 0700, whatever the umask is; those that are there already keep theirs. */
final class OwnerOnly {
    private static final Logger LOG = Logger.getLogger(OwnerOnly.class);
    private static final Set<PosixFilePermission> MODE = PosixFilePermissions.fromString("rwx------");

    /** Leaves no moment in which others may look. A umask may take away more, which is given back afterwards. */
    private static final FileAttribute<Set<PosixFilePermission>> ON_CREATION =
            PosixFilePermissions.asFileAttribute(MODE);

    private OwnerOnly() {}

    /** Makes the folder, and those above it, where they are missing. */
    static void folder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = folder.getParent();
        if (parent != null) {
            folder(parent);
        }
        try {
            Files.createDirectory(folder, ON_CREATION);
            Files.setPosixFilePermissions(folder, MODE);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }

    /** Makes an empty file. */
    static void file(Path file) throws IOException {
        Files.createFile(file, ON_CREATION);
        Files.setPosixFilePermissions(file, MODE);
    }

    /** Makes an empty file of a new name, see {@link Retention#TEMPORARY}. */
    static Path temporaryFile(Path folder, String prefix) throws IOException {
        Path file = Files.createTempFile(folder, prefix + "-", ".part", ON_CREATION);
        Files.setPosixFilePermissions(file, MODE);
        return file;
    }

    /**
     * Puts a small file in its place in one step. What has that name already is replaced.
     *
     * @param temporary where it is written, in the same file system; what a dead host leaves there is removed
     * @param mode for instance {@code rw-------}
     */
    static void replace(Path file, byte[] content, Path temporary, String mode) throws IOException {
        folder(temporary);
        Path written = temporaryFile(temporary, "small");
        try {
            Files.setPosixFilePermissions(written, PosixFilePermissions.fromString(mode));
            Files.write(written, content);
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(written);
        }
    }

    /** Makes the names in a folder survive a power failure, where the file system can do that. */
    static void force(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            LOG.debugf(e, "%s cannot be forced to disk; a power failure may undo what was just moved there", folder);
        }
    }
}
