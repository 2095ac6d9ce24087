package dev.assay.testing.kubelet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Modes and groups of what a container sees. Without root, all of it belongs to whoever runs the test. */
final class Ownership {
    private static final int SHARED = 02777;

    private Ownership() {}

    static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** A folder as the kubelet makes it of an {@code emptyDir} for a pod with this {@code fsGroup}. */
    static Path sharedFolder(Path folder, long group) throws IOException {
        Files.createDirectories(folder);
        if (isRoot()) {
            Files.setAttribute(folder, "unix:gid", (int) group);
            Files.setAttribute(folder, "unix:mode", SHARED);
        } else {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        }
        return folder;
    }

    /** A file that the group may read. */
    static void readable(Path file, long group) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        if (isRoot()) {
            Files.setAttribute(file, "unix:gid", (int) group);
        }
    }
}
