package dev.assay.process;

import java.util.Arrays;
import java.util.Optional;

/** A signal of Linux that ends a process (man page signal(7)), with its usual cause. */
enum ProcessSignal {
    SIGHUP(1, "its terminal was closed, or somebody sent it"),
    SIGINT(2, "somebody pressed Ctrl-C or sent it"),
    SIGQUIT(3, "somebody sent it to see the plugin's stacks"),
    SIGILL(4, "the usual cause is a build for another processor"),
    SIGTRAP(5, "the usual cause is a debugger"),
    SIGABRT(6, "the plugin ended itself because of an internal fault"),
    SIGBUS(7, "the usual causes are a full disk below a mapped file, and a file that was cut off"),
    SIGFPE(8, "the plugin divided by zero"),
    SIGKILL(9, "when nobody sent it, the usual cause is memory: see the limit of the plugin, the pod or the machine"),
    SIGUSR1(10, "somebody sent it"),
    SIGSEGV(11, "the plugin used memory that is not its own, a fault in its native code"),
    SIGUSR2(12, "somebody sent it"),
    SIGPIPE(13, "the plugin wrote to a closed pipe or connection"),
    SIGALRM(14, "a timer of the plugin ran out"),
    SIGTERM(15, "somebody asked the plugin to end"),
    SIGXCPU(24, "the plugin used up its limit of processor time (ulimit -t)"),
    SIGXFSZ(25, "the plugin wrote a file beyond its limit of size (ulimit -f)"),
    SIGSYS(31, "a seccomp filter refused one of its system calls");

    /** A shell and the JDK report the end by signal N as the exit code 128 + N. */
    private static final int FIRST_CODE = 128;

    private static final int HIGHEST = 64;

    private final int number;
    private final String usualCause;

    ProcessSignal(int number, String usualCause) {
        this.number = number;
        this.usualCause = usualCause;
    }

    /** The number of the signal that an exit code stands for; 0 when it stands for none, as with 255. */
    static int number(int exitCode) {
        int number = exitCode - FIRST_CODE;
        return number > 0 && number <= HIGHEST ? number : 0;
    }

    static Optional<ProcessSignal> of(int number) {
        return Arrays.stream(values()).filter(s -> s.number == number).findFirst();
    }

    int number() {
        return number;
    }

    /** A clause, for instance {@code somebody asked the plugin to end}. */
    String usualCause() {
        return usualCause;
    }
}
