package dev.assay.process;

import java.util.List;

/**
 * How a process ended.
 *
 * @param code the exit code; 128 + N when signal N ended it
 * @param lastErrorLines the last lines that it wrote to stderr, oldest first
 */
public record ProcessExit(int code, List<String> lastErrorLines) {
    public ProcessExit {
        lastErrorLines = List.copyOf(lastErrorLines);
    }

    /** For instance {@code exited with code 2; its last words: panic: no such host}. */
    public String describe() {
        return (code > 128 ? "was ended by signal " + (code - 128) : "exited with code " + code)
                + (lastErrorLines.isEmpty() ? "" : "; its last words: " + String.join(" | ", lastErrorLines));
    }
}
