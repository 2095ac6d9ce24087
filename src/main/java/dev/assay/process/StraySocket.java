package dev.assay.process;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * The socket of a plugin that does not know {@code PLUGIN_UNIX_SOCKET_DIR}, as with go-plugin before 1.5. Such a socket
 * is in the folder for temporary files ({@code serverListener_unix} in go-plugin's {@code server.go}). It stays there
 * when the process is killed.
 */
final class StraySocket {
    private static final Pattern NAME = Pattern.compile("plugin[0-9]+");

    /** The difference that is permitted between file times and process times. */
    private static final Duration SLACK = Duration.ofSeconds(1);

    private static final Logger LOG = Logger.getLogger(StraySocket.class);

    private StraySocket() {}

    /**
     * Removes the socket that a handshake names, if it belongs to that plugin. It must be a socket with a name like
     * go-plugin's, made after the process was started. A failure is logged.
     */
    static void remove(Handshake handshake, Instant started) {
        if (handshake.address() instanceof UnixDomainSocketAddress unix
                && NAME.matcher(String.valueOf(unix.getPath().getFileName())).matches()) {
            remove(unix.getPath(), started);
        }
    }

    private static void remove(Path path, Instant started) {
        try {
            BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            Instant made = file.lastModifiedTime().toInstant();
            if (file.isOther() && made.isAfter(started.minus(SLACK))) {
                Files.deleteIfExists(path);
            }
        } catch (NoSuchFileException e) {
            LOG.tracef("The socket %s is gone already", path);
        } catch (IOException e) {
            LOG.warnf(
                    "tried to remove the socket %s, which a plugin left behind, but that failed: %s; remove it by hand",
                    path, e);
        }
    }
}
