package dev.assay.process;

import dev.assay.text.GoCrash;
import java.util.List;
import java.util.Optional;

/**
 * How a process ended.
 *
 * @param code the exit code; 128 + N when signal N ended it
 * @param lastErrorLines the last lines that it wrote to stderr, oldest first
 */
public record ProcessExit(int code, List<String> lastErrorLines) {
    private static final int SIGNALS = 128;

    public ProcessExit {
        lastErrorLines = List.copyOf(lastErrorLines);
    }

    /** For instance {@code exited with code 2; its last words: panic: no such host | goroutine 1 [running]: | ...}. */
    public String describe() {
        return how() + (lastErrorLines.isEmpty() ? "" : "; its last words: " + String.join(" | ", lastErrorLines));
    }

    /**
     * For callers, who have no part in what the plugin said to others: of its words only the one line that is about its end,
     * for instance {@code exited with code 2; its last words: panic: no such host}.
     */
    public String brief() {
        Optional<String> crash =
                lastErrorLines.stream().filter(GoCrash::isReason).findFirst();
        boolean bySignal = code > SIGNALS;
        return how()
                + crash.or(() -> bySignal || lastErrorLines.isEmpty()
                                ? Optional.empty()
                                : Optional.of(lastErrorLines.get(lastErrorLines.size() - 1)))
                        .map(line -> "; its last words: " + line)
                        .orElse("");
    }

    private String how() {
        return code > SIGNALS ? "was ended by signal " + (code - SIGNALS) : "exited with code " + code;
    }
}
