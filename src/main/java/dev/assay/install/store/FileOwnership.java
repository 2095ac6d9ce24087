package dev.assay.install.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * Owner and mode of a file or folder as in stat(2). The mode has the sticky bit, which Java's own permissions lack. A link is
 * not followed.
 */
record FileOwnership(int owner, int group, int mode, boolean isLink) {
    static FileOwnership of(Path path) throws IOException {
        Map<String, Object> found =
                Files.readAttributes(path, "unix:uid,gid,mode,isSymbolicLink", LinkOption.NOFOLLOW_LINKS);
        return new FileOwnership(
                (Integer) Objects.requireNonNull(found.get("uid")),
                (Integer) Objects.requireNonNull(found.get("gid")),
                (Integer) Objects.requireNonNull(found.get("mode")),
                (Boolean) Objects.requireNonNull(found.get("isSymbolicLink")));
    }
}
