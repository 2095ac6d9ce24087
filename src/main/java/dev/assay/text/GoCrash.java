package dev.assay.text;

import java.util.regex.Pattern;

/** Recognises the report that the Go runtime writes to stderr when a program dies: a reason, then stacks and registers. */
public final class GoCrash {
    /** Go's {@code runtime/sigtab_linux_generic.go}: {@code SIGQUIT: quit}, {@code SIGSEGV: segmentation violation}. */
    private static final Pattern SIGNAL = Pattern.compile("SIG[A-Z]+: [a-z ]+");

    private GoCrash() {}

    /** Whether a report begins with this line: with its reason, or with what is announced before that. */
    public static boolean begins(String line) {
        return isReason(line)
                || line.startsWith("runtime: goroutine stack exceeds ")
                || line.startsWith("runtime: out of memory");
    }

    /** Whether the line is the reason of a report, for instance {@code panic: it broke}. */
    public static boolean isReason(String line) {
        return line.startsWith("panic: ")
                || line.startsWith("fatal error: ")
                || SIGNAL.matcher(line).matches();
    }
}
