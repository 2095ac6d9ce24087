package dev.assay.process;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Makes a child die with its host, on Linux and where {@code setpriv} of util-linux is on the PATH: it sets the
 * parent-death signal and then becomes the program, under the same process id. (The {@code setpriv} of busybox cannot.)
 *
 * <p>The signal is sent when the <em>thread</em> that started the child ends (man page prctl(2), PR_SET_PDEATHSIG), so
 * children must be started on a thread that lives as long as the host. It reaches the child alone, not what the child
 * started in turn; those the {@link OrphanSweep} of the next host finds.
 */
final class ParentDeathSignal {
    /** What {@code setpriv} says before its exit code 126 or 127 when the program cannot be started. */
    static final String COMPLAINT = "setpriv: ";

    private static final List<String> PREFIX = List.of("setpriv", "--pdeathsig", "KILL", "--");

    /** It prints a line and ends; a machine on which that takes longer does without. */
    private static final Duration PROBE_LIMIT = Duration.ofSeconds(5);

    private static final Logger LOG = Logger.getLogger(ParentDeathSignal.class);

    private final List<String> prefix;

    private ParentDeathSignal(List<String> prefix) {
        this.prefix = prefix;
    }

    static ParentDeathSignal none() {
        return new ParentDeathSignal(List.of());
    }

    /** Tries it out. Blocks, for a bounded time. */
    static ParentDeathSignal probe() {
        List<String> command = new ArrayList<>(PREFIX);
        command.addAll(List.of("setpriv", "--version"));
        File nothing = new File("/dev/null");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectInput(nothing)
                    .redirectOutput(nothing)
                    .redirectError(nothing)
                    .start();
            if (process.waitFor(PROBE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue() == 0 ? new ParentDeathSignal(PREFIX) : none();
            }
            process.destroyForcibly();
        } catch (IOException e) {
            LOG.debugf("No setpriv here, so a kill -9 of this process leaves plugins to the next one's sweep: %s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return none();
    }

    /** Whether commands are run through {@code setpriv}. */
    boolean used() {
        return !prefix.isEmpty();
    }

    List<String> apply(List<String> command) {
        List<String> whole = new ArrayList<>(prefix);
        whole.addAll(command);
        return whole;
    }
}
