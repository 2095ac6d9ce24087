package dev.assay.plugin;

/** The one place that ends a process. */
final class Exit {
    private Exit() {}

    /** Runs the shutdown hooks, and returns never. */
    static void with(int code) {
        System.exit(code);
    }
}
