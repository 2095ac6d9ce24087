package dev.assay.process;

import java.util.Map;
import java.util.TreeMap;

/**
 * The variables by which a program of Go or Java keeps limits by itself. Where the kernel enforces a limit, they keep the
 * program from running into it.
 */
final class LimitVariables {
    private static final long MILLI = 1000;

    /** Go frees memory more eagerly from here on; the rest is for what its runtime does not count. */
    private static final int GO_PERCENT = 90;

    /** The heap of Java; the rest is for its code, threads and buffers. */
    private static final int JAVA_HEAP_PERCENT = 50;

    private LimitVariables() {}

    /** The variables for some limits by their names; none for {@link ResourceLimits#NONE}. */
    static Map<String, String> of(ResourceLimits limits) {
        Map<String, String> variables = new TreeMap<>();
        StringBuilder java = new StringBuilder();
        limits.milliCpus().ifPresent(milli -> {
            long cores = (milli + MILLI - 1) / MILLI;
            variables.put("GOMAXPROCS", Long.toString(cores));
            java.append("-XX:ActiveProcessorCount=").append(cores);
        });
        limits.memoryBytes().ifPresent(bytes -> {
            variables.put("GOMEMLIMIT", Long.toString(bytes / 100 * GO_PERCENT));
            java.append(java.isEmpty() ? "" : " ").append("-Xmx").append(bytes / 100 * JAVA_HEAP_PERCENT);
        });
        if (!java.isEmpty()) {
            variables.put("JAVA_TOOL_OPTIONS", java.toString());
        }
        return variables;
    }
}
