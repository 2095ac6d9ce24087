package dev.assay.install;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder {@code quarkus-app} of a packaged program. A plugin that comes with Assay is started from its jars without
 * Quarkus' class loader, since a class-data archive holds only what the JVM's own loader loads.
 */
final class QuarkusFolder {
    /**
     * Made by the build, and again by that of an image. The JVM does not use one of another JVM or of other jars. But it
     * crashes on one that is cut off, so the name has the number of bytes.
     */
    private static final String ARCHIVE = "plugins-%d.jsa";

    private static final String ARCHIVES = "plugins-*.jsa";

    /**
     * The libraries that only the host needs, with the services that need them. Each jar on a class path costs time at the
     * start, since services are looked for in all of them. A plugin logs by the JDK's own log manager, for which
     * it has a handler.
     */
    private static final List<String> OF_HOST = List.of(
            "com.fasterxml.jackson.dataformat.",
            "io.fabric8.",
            "io.micrometer.",
            "io.prometheus.",
            "io.quarkus.",
            "io.smallrye.config.",
            "io.smallrye.reactive.mutiny-smallrye-context-propagation-",
            "io.smallrye.reactive.smallrye-mutiny-vertx-",
            "io.smallrye.smallrye-",
            "io.vertx.",
            "jakarta.",
            "org.jboss.logmanager.",
            "org.jboss.slf4j.",
            "org.slf4j.",
            "org.yaml.");

    /** The classes of gRPC's health check. */
    private static final String HEALTH = "io.quarkus.quarkus-grpc-stubs-";

    private QuarkusFolder() {}

    /**
     * The end of the command line that starts a main class from the folder; empty where the jar does not stand in one.
     *
     * @param jar {@code quarkus-run.jar}
     */
    static Optional<List<String>> of(Path jar, String mainClass) throws IOException {
        if (!Files.isDirectory(jar.resolveSibling("app")) || !Files.isDirectory(jar.resolveSibling("lib"))) {
            return Optional.empty();
        }
        List<String> command = new ArrayList<>();
        archive(jar.resolveSibling("")).ifPresent(file -> command.add("-XX:SharedArchiveFile=" + file));
        command.addAll(List.of("-cp", classPath(jar), mainClass));
        return Optional.of(command);
    }

    private static Optional<Path> archive(Path folder) throws IOException {
        try (DirectoryStream<Path> archives = Files.newDirectoryStream(folder, ARCHIVES)) {
            for (Path archive : archives) {
                if (archive.endsWith(ARCHIVE.formatted(Files.size(archive)))) {
                    return Optional.of(archive);
                }
            }
        }
        return Optional.empty();
    }

    /** The order is always the same, as an archive demands. */
    private static String classPath(Path jar) throws IOException {
        List<String> jars = new ArrayList<>();
        for (String folder : List.of("app", "lib/main", "lib/boot")) {
            try (Stream<Path> files = Files.list(jar.resolveSibling(folder))) {
                files.filter(file -> !isOfHost(file.getFileName().toString()))
                        .map(Path::toString)
                        .sorted()
                        .forEach(jars::add);
            }
        }
        return String.join(File.pathSeparator, jars);
    }

    private static boolean isOfHost(String name) {
        return OF_HOST.stream().anyMatch(name::startsWith) && !name.startsWith(HEALTH);
    }
}
