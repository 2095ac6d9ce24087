package dev.assay.process;

import dev.assay.text.GoCrash;
import java.util.List;
import java.util.Optional;

/**
 * The end of a process: its exit code, its last error lines, and what the system says of the cause.
 *
 * @param code the exit code; 128 + N when signal N ended it
 * @param lastErrorLines the last lines that it wrote to stderr, oldest first
 * @param cause of an end by SIGKILL, as a clause
 */
public record ProcessExit(int code, List<String> lastErrorLines, Optional<String> cause) {
    /** The message of go-plugin's {@code Serve} ({@code server.go}) when the cookie of its kind of plugin is missing. */
    private static final String COOKIE_MISSING =
            "This binary is a plugin. These are not meant to be executed directly.";

    public ProcessExit {
        lastErrorLines = List.copyOf(lastErrorLines);
        cause = cause.filter(known -> ProcessSignal.number(code) == ProcessSignal.SIGKILL.number());
    }

    /** An end of which the system says nothing. */
    public ProcessExit(int code, List<String> lastErrorLines) {
        this(code, lastErrorLines, Optional.empty());
    }

    /** Whether a plugin ended because the host's magic cookie is not the one that it serves. */
    public boolean refusesCookie() {
        return lastErrorLines.contains(COOKIE_MISSING);
    }

    /**
     * The full description, for instance {@code exited with code 2; its last words: panic: no such host | goroutine 1
     * [running]: | ...}.
     */
    public String describe() {
        return outcome() + (lastErrorLines.isEmpty() ? "" : "; its last words: " + String.join(" | ", lastErrorLines));
    }

    /**
     * The short description for callers, who must not see output that concerns other callers. Its only line of output is
     * the first one of a crash report, for instance {@code exited with code 2; its last words: panic: no such host}.
     */
    public String brief() {
        return outcome()
                + lastErrorLines.stream()
                        .filter(GoCrash::isReason)
                        .findFirst()
                        .map(line -> "; its last words: " + line)
                        .orElse("");
    }

    /** Whether a signal ended it. */
    public boolean bySignal() {
        return ProcessSignal.number(code) > 0;
    }

    private String outcome() {
        int signal = ProcessSignal.number(code);
        String end = signal > 0 ? "was ended by signal " + signal : "exited with code " + code;
        return end + cause.map(known -> ", because " + known).orElse("");
    }
}
