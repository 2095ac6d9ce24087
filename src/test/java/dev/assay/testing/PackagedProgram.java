package dev.assay.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The packaged program that integration tests start: the jar that the build has made before them, or the native executable
 * that {@code -Dassay.command=PATH} names.
 */
public final class PackagedProgram {
    /** The options that the JVM and a native executable share. Both take them away before {@code main}. */
    private static final List<String> SHARED = List.of("-D", "-Xmx");

    private PackagedProgram() {}

    /** The jar or the executable. */
    public static Path file() {
        return Optional.ofNullable(System.getProperty("assay.command"))
                .map(Path::of)
                .map(Path::toAbsolutePath)
                .orElseGet(PackagedProgram::jar);
    }

    /** The jar, for tests of what only a JVM does. */
    public static Path jar() {
        return Path.of("target", "quarkus-app", "quarkus-run.jar").toAbsolutePath();
    }

    /** The command line of {@link #file}. */
    public static List<String> command(List<String> options, String... arguments) {
        return command(file(), options, arguments);
    }

    /**
     * The command line of a program.
     *
     * @param program a jar or an executable
     * @param options of the JVM; an executable gets those that it knows
     */
    public static List<String> command(Path program, List<String> options, String... arguments) {
        List<String> command = new ArrayList<>();
        if (program.toString().endsWith(".jar")) {
            command.add(java());
            command.addAll(JavaFlags.ofAssay());
            command.addAll(options);
            command.addAll(List.of("-jar", program.toString()));
        } else {
            command.add(program.toString());
            options.stream().filter(PackagedProgram::isShared).forEach(command::add);
        }
        command.addAll(List.of(arguments));
        return command;
    }

    private static boolean isShared(String option) {
        return SHARED.stream().anyMatch(option::startsWith);
    }

    /** The Java that runs the test. */
    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
