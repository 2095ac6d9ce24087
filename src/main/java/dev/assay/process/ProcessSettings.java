package dev.assay.process;

import java.nio.file.Path;

/**
 * Settings for all processes of a launcher.
 *
 * @param maxHandshakeBytes the longest handshake line that is accepted
 * @param maxLineBytes the longest line of output that is delivered whole
 * @param socketDirectory the folder in which the launcher makes its own folder for Unix sockets; made when it is
 *     missing. Its path must be short: a socket's path may have about 104 bytes
 * @param storeIdentity the name of the host's store of executables, for instance its absolute path. The sweep kills
 *     only processes of ended hosts with the same identity
 */
public record ProcessSettings(int maxHandshakeBytes, int maxLineBytes, Path socketDirectory, String storeIdentity) {
    /** @throws IllegalArgumentException when a limit is not positive, or the identity has a NUL or a line break */
    public ProcessSettings {
        if (maxHandshakeBytes < 1 || maxLineBytes < 1) {
            throw new IllegalArgumentException("limits of lines must be positive");
        }
        if (storeIdentity.chars().anyMatch(c -> c == 0 || c == '\n' || c == '\r')) {
            throw new IllegalArgumentException("the identity of the store has a NUL or a line break");
        }
        socketDirectory = socketDirectory.toAbsolutePath().normalize();
    }
}
