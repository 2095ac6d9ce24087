package dev.assay.testing.author;

import dev.assay.testing.RealPart;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The Maven of an author who has the plugin library, and nothing else of Assay: its local repository is a folder of links to
 * the one of this machine, with the library that this build has made in the place of Assay. Where there is no Maven, or it cannot
 * get what the project needs, the test is skipped with a line on stdout, or fails in CI (where {@code CI} is set).
 */
public final class AuthorsMaven {
    /** There is no Maven, or a download was needed and not possible. */
    private static final Pattern NO_MAVEN = Pattern.compile(
            "mvn: .*not found|Could not transfer|offline mode|Unknown host|Connection refused|timed out");

    /** The options of .mvn/jvm.config, which an author's project does not have. */
    private static final String QUICK = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

    private final Path repository;

    private AuthorsMaven(Path repository) {
        this.repository = repository;
    }

    /** @param repository is made */
    public static AuthorsMaven withLibrary(Path repository) throws IOException {
        Path library = library().orElseThrow(() -> new IllegalStateException("target/plugin holds no library"));
        String version = library.getFileName().toString().replaceAll("^assay-plugin-|\\.jar$", "");
        Files.createDirectory(repository);
        try (Stream<Path> groups = Files.list(machinesRepository())) {
            for (Path group : groups.filter(folder -> !folder.endsWith("dev")).toList()) {
                Files.createSymbolicLink(repository.resolve(group.getFileName()), group);
            }
        }
        Path folder = Files.createDirectories(repository.resolve("dev/assay/assay-plugin/" + version));
        Files.copy(library, folder.resolve(library.getFileName()));
        Files.copy(library.resolveSibling("pom.xml"), folder.resolve("assay-plugin-" + version + ".pom"));
        return new AuthorsMaven(repository);
    }

    /** Copies a project out of this tree, without what was built there. */
    public static void copy(Path project, Path target) throws IOException {
        try (Stream<Path> files = Files.walk(project)) {
            for (Path file : files.toList()) {
                Path relative = project.relativize(file);
                if (!relative.startsWith("target")) {
                    Files.copy(file, target.resolve(relative.toString()));
                }
            }
        }
    }

    /**
     * Runs commands of a shell in a project, and gives what they said.
     *
     * @param script may call {@code mvn}
     */
    public String run(Path project, String script) {
        try {
            ProcessBuilder builder = new ProcessBuilder("sh", "-ec", script).directory(project.toFile());
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            builder.environment().put("MAVEN_OPTS", QUICK + " -Dmaven.repo.local=" + repository);
            builder.environment().put("PATH", path());
            Process process = builder.redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.onExit().join().exitValue() != 0) {
                if (NO_MAVEN.matcher(output).find()) {
                    throw RealPart.missing("needs Maven and what it downloads, but: " + output);
                }
                throw new AssertionError(script + " failed: " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Path> library() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target", "plugin"))) {
            return files.filter(file -> file.getFileName().toString().matches("assay-plugin-[^-]+(-SNAPSHOT)?\\.jar"))
                    .findFirst();
        }
    }

    /** The local repository of the build that runs this test. */
    private static Path machinesRepository() {
        String given = System.getProperty("maven.repo.local", "");
        return given.isEmpty() ? Path.of(System.getProperty("user.home"), ".m2", "repository") : Path.of(given);
    }

    /** The Maven of the build that runs this test comes first. */
    private static String path() {
        String home = System.getProperty("maven.home", "");
        String path = System.getenv("PATH");
        return home.isEmpty() ? path : Path.of(home, "bin") + File.pathSeparator + path;
    }
}
