package dev.assay.process;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * A prefix for commands that makes a child die with its host. It needs Linux and {@code setpriv} of util-linux on the
 * PATH; the {@code setpriv} of busybox cannot do this. {@code setpriv} sets the parent-death signal, and then becomes
 * the program under the same process id.
 *
 * <p>The signal is sent when the <em>thread</em> that started the child ends (man page prctl(2), PR_SET_PDEATHSIG), so
 * children must be started on a thread that lives as long as the host. It reaches only the child. The {@link
 * OrphanSweep} of the next host finds the child's own children.
 */
final class ParentDeathSignal {
    /**
     * The start of the error line of {@code setpriv} when the program cannot be started; its exit code is 126 or 127.
     */
    static final String ERROR_PREFIX = "setpriv: ";

    private static final List<String> PREFIX = List.of("setpriv", "--pdeathsig", "KILL", "--");

    /** Long enough for {@code setpriv --version}; on a slower machine the signal is not used. */
    private static final Duration PROBE_LIMIT = Duration.ofSeconds(5);

    private static final Logger LOG = Logger.getLogger(ParentDeathSignal.class);

    private final List<String> prefix;

    private ParentDeathSignal(List<String> prefix) {
        this.prefix = prefix;
    }

    static ParentDeathSignal none() {
        return new ParentDeathSignal(List.of());
    }

    /** Runs {@code setpriv} once, and returns {@link #none()} when that fails. Blocks for at most 5 s. */
    static ParentDeathSignal probe() {
        List<String> command = new ArrayList<>(PREFIX);
        command.addAll(List.of("setpriv", "--version"));
        File devNull = new File("/dev/null");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectInput(devNull)
                    .redirectOutput(devNull)
                    .redirectError(devNull)
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
        List<String> wrapped = new ArrayList<>(prefix);
        wrapped.addAll(command);
        return wrapped;
    }
}
