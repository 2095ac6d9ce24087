package dev.assay.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/**
 * A folder for a socket into which nobody else can look. A socket's own mode is set after it was bound, so in a folder that
 * others may enter a stranger could be the first to connect.
 */
final class PrivateFolder {
    private static final Set<PosixFilePermission> OF_OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_EXECUTE,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_WRITE);

    private PrivateFolder() {}

    /** The folder itself where it is private, else a new one in it, which only its user may enter as Java makes it. */
    static Path in(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return folder; // Who listens there is told what is wrong.
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(folder);
        return OF_OTHERS.stream().noneMatch(permissions::contains)
                ? folder
                : Files.createTempDirectory(folder, "plugin");
    }

    /** Removes a socket, and the folder that was made for it. */
    static void remove(Path socket, Path givenFolder) throws IOException {
        Files.deleteIfExists(socket);
        Path folder = socket.getParent();
        if (folder != null && !folder.equals(givenFolder)) {
            Files.deleteIfExists(folder);
        }
    }
}
