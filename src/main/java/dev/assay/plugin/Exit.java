package dev.assay.plugin;

/** The one place that ends the process. */
public final class Exit {
    private Exit() {}

    /** Ends the process with this exit code, after its shutdown hooks have run. Never returns. */
    public static void with(int code) {
        System.exit(code);
    }

    /** Ends the process at once, while its shutdown hooks run, which could not change the exit code otherwise. Never returns. */
    public static void now(int code) {
        Runtime.getRuntime().halt(code);
    }
}
