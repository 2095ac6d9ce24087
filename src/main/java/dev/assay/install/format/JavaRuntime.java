package dev.assay.install.format;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A Java that can start the jar of a plugin.
 *
 * @param java its launcher
 * @param own whether it is the one that runs this program
 */
public record JavaRuntime(Path java, boolean own) {
    /**
     * The Java that runs this program, or else, for instance for a native image, the first {@code java} on the {@code PATH}. Reads
     * the file system.
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

    private static Optional<Path> launcher(String folder, String below) {
        try {
            Path java = Path.of(folder, below, "java").toAbsolutePath();
            return Files.isRegularFile(java) && Files.isExecutable(java) ? Optional.of(java) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
