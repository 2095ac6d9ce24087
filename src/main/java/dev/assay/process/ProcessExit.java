package dev.assay.process;

import dev.assay.text.GoCrash;
import java.util.List;
import java.util.Optional;

/**
 * The end of a process: its exit code and its last error lines.
 *
 * @param code the exit code; 128 + N when signal N ended it
 * @param lastErrorLines the last lines that it wrote to stderr, oldest first
 */
public record ProcessExit(int code, List<String> lastErrorLines) {
    public ProcessExit {
        lastErrorLines = List.copyOf(lastErrorLines);
    }

    /**
     * The full description, for instance {@code exited with code 2; its last words: panic: no such host | goroutine 1
     * [running]: | ...}.
     */
    public String describe() {
        return outcome() + (lastErrorLines.isEmpty() ? "" : "; its last words: " + String.join(" | ", lastErrorLines));
    }

    /**
     * The short description for callers, who must not see output that concerns other callers. It holds at most one
     * line, which explains the exit, for instance {@code exited with code 2; its last words: panic: no such host}.
     */
    public String brief() {
        Optional<String> crash =
                lastErrorLines.stream().filter(GoCrash::isReason).findFirst();
        boolean bySignal = ProcessSignal.number(code) > 0;
        return outcome()
                + crash.or(() -> bySignal || lastErrorLines.isEmpty()
                                ? Optional.empty()
                                : Optional.of(lastErrorLines.get(lastErrorLines.size() - 1)))
                        .map(line -> "; its last words: " + line)
                        .orElse("");
    }

    private String outcome() {
        int signal = ProcessSignal.number(code);
        return signal > 0 ? "was ended by signal " + signal : "exited with code " + code;
    }
}
