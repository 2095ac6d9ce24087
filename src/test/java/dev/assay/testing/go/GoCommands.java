package dev.assay.testing.go;

import java.nio.file.Path;

/** The commands of the Go module in {@code src/test/go}: plugins, and Argo's own side of them. */
public final class GoCommands {
    /** Argo's own sample plugin, a tool of the module. */
    public static final String ARGO_SAMPLE = "github.com/argoproj/argo-rollouts/test/cmd/metrics-plugin-sample";

    private static final GoModule MODULE = new GoModule("go");

    private GoCommands() {}

    /**
     * The executable of a command, built where it is not yet there.
     *
     * @param command the name of a folder under {@code cmd}, or the import path of one of the module's tools
     */
    public static Path executable(String command) {
        return executable(command, "go");
    }

    /**
     * A command, built with other versions of the modules that it requires.
     *
     * @param versions the file in the module's folder, without its ending {@code .mod}, that stands in for {@code go.mod}
     */
    public static Path executable(String command, String versions) {
        return MODULE.executable(command, command.substring(command.lastIndexOf('/') + 1), versions);
    }

    /** Skips the test that asks, unless there is a Go for {@link #executable}. */
    public static void assumeGo() {
        String unused = MODULE.goOrSkip();
    }
}
