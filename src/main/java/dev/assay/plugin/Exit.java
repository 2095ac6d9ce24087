package dev.assay.plugin;

/** The one place that ends the process. */
public final class Exit {
    private Exit() {}

    /** Ends the process with this exit code, after its shutdown hooks have run. Never returns. */
    public static void with(int code) {
        System.exit(code);
    }
}
