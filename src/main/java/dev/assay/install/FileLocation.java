package dev.assay.install;

import dev.assay.config.PluginSpec;
import dev.assay.install.store.InstallException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** The file that a {@code file://} location names. */
final class FileLocation {
    private FileLocation() {}

    /** Argo's rule: host and path of the URL together are the path. Throws {@link InstallException}. */
    static Path of(PluginSpec spec) {
        URI location = spec.location();
        String host = Optional.ofNullable(location.getAuthority()).orElse("");
        String path = Optional.ofNullable(location.getPath()).orElse("");
        try {
            return Path.of(host + path).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new InstallException(
                    true,
                    "tried to install plugin " + spec.name() + " from " + spec.shownLocation()
                            + ", but that is no path here; correct location",
                    e);
        }
    }

    /** Empty where the location names no regular file at this moment. Blocks. */
    static Optional<FileStamp> stamp(PluginSpec spec) {
        try {
            BasicFileAttributes found = Files.readAttributes(of(spec), BasicFileAttributes.class);
            return found.isRegularFile()
                    ? Optional.of(new FileStamp(
                            found.lastModifiedTime().toInstant(), found.size(), String.valueOf(found.fileKey())))
                    : Optional.empty();
        } catch (IOException | InstallException e) {
            return Optional.empty();
        }
    }
}
