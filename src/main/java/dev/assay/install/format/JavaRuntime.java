package dev.assay.install.format;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A Java that can start the jar of a plugin.
 *
 * @param java its launcher
 * @param own whether it is the one that runs this program
 */
public record JavaRuntime(Path java, boolean own) {
    /** The bound for the file {@code release}, which has some lines. */
    private static final int MOST_BYTES = 64 << 10;

    /**
     * The Java that runs this program, or else, for instance for a native image, the first {@code java} on the
     * {@code PATH}. Reads the file system.
     */
    public static Optional<JavaRuntime> find() {
        return find(Optional.ofNullable(System.getProperty("java.home")), Optional.ofNullable(System.getenv("PATH")));
    }

    static Optional<JavaRuntime> find(Optional<String> home, Optional<String> path) {
        Optional<JavaRuntime> own =
                home.flatMap(folder -> launcher(folder, "bin")).map(java -> new JavaRuntime(java, true));
        return own.or(() -> path.stream()
                .flatMap(list -> Stream.of(list.split(File.pathSeparator, -1)))
                .filter(folder -> !folder.isEmpty())
                .flatMap(folder -> launcher(folder, "").stream())
                .findFirst()
                .map(java -> new JavaRuntime(java, false)));
    }

    /** Its version, for instance 17; empty where that is not known without a start. Reads the file system. */
    OptionalInt version() {
        return own ? OptionalInt.of(Runtime.version().feature()) : versionOfRelease();
    }

    /** A JDK tells its version in the file {@code release} of its folder, as {@code JAVA_VERSION="17.0.9"}. */
    private OptionalInt versionOfRelease() {
        try {
            Path home = java.toRealPath().resolveSibling("..").normalize();
            Properties release = new Properties();
            try (InputStream in = Files.newInputStream(home.resolve("release"))) {
                release.load(new ByteArrayInputStream(in.readNBytes(MOST_BYTES)));
            }
            String version = release.getProperty("JAVA_VERSION", "").replace("\"", "");
            return OptionalInt.of(Runtime.Version.parse(version).feature());
        } catch (IOException | IllegalArgumentException e) {
            return OptionalInt.empty();
        }
    }

    private static Optional<Path> launcher(String folder, String below) {
        try {
            Path java = Path.of(folder, below, "java").toAbsolutePath();
            return Files.isRegularFile(java) && Files.isExecutable(java) ? Optional.of(java) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
