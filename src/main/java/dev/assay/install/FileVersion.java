package dev.assay.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Tells one version of a file from any other so surely that the file need not be read: by device, inode, size, and by the
 * times of its last write and of its inode's last change, which the system alone sets.
 *
 * @param text to be compared with that of another time
 * @param latest the later of the two times
 */
record FileVersion(String text, Instant latest) {
    /**
     * Two writes that one tick of a file system's clock covers look the same; the coarsest ticks are of 2 s (FAT), and a
     * file server's clock is not ours.
     */
    private static final Duration SETTLED = Duration.ofSeconds(10);

    private static final Logger LOG = Logger.getLogger(FileVersion.class);

    /** Empty where the system does not tell as much. Follows links. Blocks. */
    static Optional<FileVersion> of(Path file) {
        try {
            Map<String, Object> now = Files.readAttributes(file, "unix:dev,ino,size,lastModifiedTime,ctime");
            FileTime modified = Objects.requireNonNull((FileTime) now.get("lastModifiedTime"));
            FileTime changed = Objects.requireNonNull((FileTime) now.get("ctime"));
            Instant latest = (modified.compareTo(changed) > 0 ? modified : changed).toInstant();
            String text =
                    now.get("dev") + "-" + now.get("ino") + "-" + now.get("size") + "-" + modified + "-" + changed;
            return Optional.of(new FileVersion(text, latest));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            LOG.debugf(e, "Of %s it cannot be told whether it changes", file);
            return Optional.empty();
        }
    }

    /** Whether a later write would have given it another version. */
    boolean isSettled(Instant now) {
        return latest.isBefore(now.minus(SETTLED));
    }
}
