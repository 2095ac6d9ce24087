package dev.assay.install;

import dev.assay.config.Location;
import dev.assay.config.PluginSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** The file that a {@code file://} location names. */
final class FileLocation {
    private FileLocation() {}

    /** Its path. Throws {@link InstallException}. */
    static Path of(PluginSpec spec, Location.File location) {
        try {
            return location.path();
        } catch (InvalidPathException e) {
            throw new InstallException(
                    true,
                    "tried to install plugin " + spec.name() + " from "
                            + spec.location().shown() + ", but that is no path here; correct location",
                    e);
        }
    }

    /** Empty where the location names no regular file at this moment. Blocks. */
    static Optional<FileStamp> stamp(PluginSpec spec, Location.File location) {
        try {
            BasicFileAttributes found = Files.readAttributes(of(spec, location), BasicFileAttributes.class);
            return found.isRegularFile()
                    ? Optional.of(new FileStamp(
                            found.lastModifiedTime().toInstant(), found.size(), String.valueOf(found.fileKey())))
                    : Optional.empty();
        } catch (IOException | InstallException e) {
            return Optional.empty();
        }
    }
}
