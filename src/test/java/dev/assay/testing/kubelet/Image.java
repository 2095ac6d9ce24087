package dev.assay.testing.kubelet;

import dev.assay.testing.JavaFlags;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An image: the programs of this machine, further files of it at places of their own, and what a container runs.
 *
 * @param entrypoint empty where the container must say it
 * @param environment beside {@code PATH}
 * @param workingDirectory an absolute path
 * @param content places in the image, and the file or folder that is seen there
 */
public record Image(
        List<String> entrypoint, Map<String, String> environment, String workingDirectory, Map<String, Path> content) {
    private static final Path DOCKERFILE = Path.of("src/main/docker/Dockerfile.jvm");
    private static final Path APPLICATION = Path.of("target", "quarkus-app").toAbsolutePath();
    private static final String PLACE = "/opt/assay";

    public Image {
        entrypoint = List.copyOf(entrypoint);
        environment = Map.copyOf(environment);
        content = Map.copyOf(content);
    }

    /** An image with a shell and the usual programs, that of {@code curl} among them. */
    public static Image system() {
        return new Image(List.of(), Map.of(), "/", Map.of());
    }

    /** Assay as the Dockerfile for the JVM starts it, with the Java of this machine and the flags of tests. */
    public static Image assay() {
        List<String> words = new ArrayList<>();
        for (String word : instruction("ENTRYPOINT")
                .orElseThrow()
                .replaceAll("[\\[\\]\"]", "")
                .split(",", -1)) {
            words.add(word.strip());
            if (word.strip().equals("java")) {
                words.addAll(JavaFlags.ofAssay());
            }
        }
        return new Image(
                words,
                Map.of("JAVA_HOME", System.getProperty("java.home")),
                instruction("WORKDIR").orElse("/"),
                Map.of(PLACE, APPLICATION));
    }

    /** This image with one more file, as {@code COPY} makes it. */
    public Image with(Path file, String place) {
        Map<String, Path> more = new LinkedHashMap<>(content);
        more.put(place, file);
        return new Image(entrypoint, environment, workingDirectory, more);
    }

    /** The folders of programs: this machine's, and that of the Java which the image names. */
    String path(String machine) {
        String java = environment.get("JAVA_HOME");
        return java == null ? machine : java + "/bin:" + machine;
    }

    /** The rest of the last line that begins with this word. */
    private static Optional<String> instruction(String word) {
        try {
            return Arrays.stream(Files.readString(DOCKERFILE).split("\n", -1))
                    .filter(line -> line.startsWith(word + " "))
                    .map(line -> line.substring(word.length()).strip())
                    .reduce((first, last) -> last);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
