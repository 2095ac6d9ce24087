package dev.assay.plugin;

/** The one place that ends a process; a Java plugin's own {@code main} may use it too. */
public final class Exit {
    private Exit() {}

    /** Runs the shutdown hooks, and returns never. */
    public static void with(int code) {
        System.exit(code);
    }
}
