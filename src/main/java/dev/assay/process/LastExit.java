package dev.assay.process;

import java.time.Instant;
import java.util.Optional;

/**
 * The end of a plugin's former process, as it is shown to people.
 *
 * @param code the exit code; 128 + N when signal N ended the process
 * @param signal the name of that signal, for instance {@code SIGKILL}, or {@code signal 40} for one without a name
 * @param reason completes the sentence "the process ...": what is known of the cause
 * @param time of the end
 */
public record LastExit(int code, Optional<String> signal, String reason, Instant time) {
    /** An end that nobody but the process itself or the system brought about. */
    public static LastExit of(ProcessExit exit, Instant time) {
        Optional<String> usualCause = ProcessSignal.of(ProcessSignal.number(exit.code()))
                .filter(signal -> exit.cause().isEmpty())
                .map(ProcessSignal::usualCause);
        return because(exit.brief() + usualCause.map(cause -> "; " + cause).orElse(""), exit, time);
    }

    /**
     * An end that Assay brought about.
     *
     * @param reason completes the sentence "the process ..."
     */
    public static LastExit because(String reason, ProcessExit exit, Instant time) {
        int number = ProcessSignal.number(exit.code());
        Optional<String> signal = number == 0
                ? Optional.empty()
                : Optional.of(ProcessSignal.of(number).map(ProcessSignal::name).orElse("signal " + number));
        return new LastExit(exit.code(), signal, reason, time);
    }
}
