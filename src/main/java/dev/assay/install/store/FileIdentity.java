package dev.assay.install.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * The sign by which a file is told from every other one, and from itself after a write. A link has the identity of the file
 * that it was made from.
 *
 * @param key device and inode
 */
record FileIdentity(Object key, FileTime modified, long size) {
    /** Empty where the file system has no keys. A symbolic link is not followed. */
    static Optional<FileIdentity> of(Path file) throws IOException {
        BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return Optional.ofNullable(found.fileKey())
                .map(key -> new FileIdentity(key, found.lastModifiedTime(), found.size()));
    }
}
