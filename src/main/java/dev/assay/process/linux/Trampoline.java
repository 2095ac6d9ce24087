package dev.assay.process.linux;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * A prefix for commands: programs of the system that run first in a child and then become the plugin's program. The best
 * that this machine has is used:
 *
 * <ol>
 *   <li>{@code setsid} and {@code setpriv} of util-linux: the child has a session of its own, and dies with its host;
 *   <li>{@code setsid} alone, as in busybox: the child has a session of its own;
 *   <li>none: the child is in the host's process group.
 * </ol>
 *
 * <p>When each plugin has a session of its own, a signal to a process group reaches neither the host nor another plugin:
 * Ctrl-C in a terminal, or {@code kill 0} in a plugin.
 *
 * <p>The parent-death signal is sent when the <em>thread</em> that started the child ends (man page prctl(2),
 * PR_SET_PDEATHSIG), so children must be started on a thread that lives as long as the host. It reaches only the child.
 */
public final class Trampoline {
    private static final String DEATH_SIGNAL = "setpriv";

    /** No program that stays as the parent: a plugin may expect that its parent is the host. */
    private static final List<List<String>> CANDIDATES =
            List.of(List.of("setsid", DEATH_SIGNAL, "--pdeathsig", "KILL", "--"), List.of("setsid"));

    /** Long enough for a few small programs; on a slower machine they are not used. */
    private static final Duration PROBE_LIMIT = Duration.ofSeconds(5);

    /** Longer than any line of {@code /proc/PID/stat}. */
    private static final int STAT_BYTES = 4 << 10;

    private static final Logger LOG = Logger.getLogger(Trampoline.class);

    private final List<String> prefix;

    /** The name of the program that starts the plugin's program, and reports when that fails. */
    private final String last;

    /** The path of {@code sh}; empty where there is none. */
    private final String shell;

    private Trampoline(List<String> prefix, String last, String shell) {
        this.prefix = prefix;
        this.last = last;
        this.shell = shell;
    }

    /** The prefix of nothing. */
    public static Trampoline none() {
        return new Trampoline(List.of(), "", "");
    }

    /**
     * Tries the prefixes, and returns the first that works. Blocks for a moment, at most 10 s.
     *
     * @param path the folders of programs, as in the variable PATH
     */
    public static Trampoline probe(String path) {
        Optional<String> cat = find("cat", path);
        if (cat.isPresent()) {
            for (List<String> candidate : CANDIDATES) {
                Optional<Trampoline> works = tried(candidate, path, cat.get());
                if (works.isPresent()) {
                    return works.get();
                }
            }
        }
        return none();
    }

    private static Optional<Trampoline> tried(List<String> candidate, String path, String cat) {
        List<String> prefix = new ArrayList<>();
        String last = candidate.get(0);
        for (String part : candidate) {
            boolean program = part.equals(candidate.get(0)) || part.equals(DEATH_SIGNAL);
            // A plugin may have a PATH of its own, by which the first program would not find the second.
            Optional<String> resolved = program ? find(part, path) : Optional.of(part);
            if (resolved.isEmpty()) {
                return Optional.empty();
            }
            prefix.add(resolved.get());
            last = program ? part : last;
        }
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(cat, "/proc/self/stat"));
        String name = last;
        return run(command)
                .filter(child -> child.session() == child.pid()
                        && child.parent() == ProcessHandle.current().pid())
                .map(child -> new Trampoline(
                        List.copyOf(prefix), name, find("sh", path).orElse("")));
    }

    /** The output of a command that shows its own state. */
    private static Optional<ProcessStat> run(List<String> command) {
        File devNull = new File("/dev/null");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectInput(devNull)
                    .redirectError(devNull)
                    .start();
            if (!process.waitFor(PROBE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            try (InputStream output = process.getInputStream()) {
                String stat = new String(output.readNBytes(STAT_BYTES), StandardCharsets.UTF_8);
                return process.exitValue() == 0 ? ProcessStat.parse(stat) : Optional.empty();
            }
        } catch (IOException e) {
            LOG.debugf("%s cannot be used here: %s", command.get(0), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    /**
     * The absolute path of a program.
     *
     * @param path as in {@link #probe}
     */
    static Optional<String> find(String program, String path) {
        for (String folder : path.split(":", -1)) {
            Path candidate = Path.of(folder, program);
            if (candidate.isAbsolute() && Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
                return Optional.of(candidate.toString());
            }
        }
        return Optional.empty();
    }

    /** Whether commands have a prefix at all, and so a child leads a session of its own. */
    public boolean used() {
        return !prefix.isEmpty();
    }

    public List<String> apply(List<String> command) {
        List<String> wrapped = new ArrayList<>(prefix);
        wrapped.addAll(command);
        return wrapped;
    }

    /**
     * Kills the process group of a child, also when its processes fork faster than anybody can look. To be called while
     * the child lives or when it has just ended: the kernel uses its process id again one day. Blocks for a moment.
     */
    public void killGroup(long child) {
        if (!used() || shell.isEmpty()) {
            return;
        }
        File devNull = new File("/dev/null");
        try {
            // By a shell, because an image without procps has no other kill.
            Process kill = new ProcessBuilder(shell, "-c", "kill -s KILL -- \"-$0\"", Long.toString(child))
                    .redirectInput(devNull)
                    .redirectOutput(devNull)
                    .redirectError(devNull)
                    .start();
            if (!kill.waitFor(PROBE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                kill.destroyForcibly();
            }
        } catch (IOException e) {
            LOG.debugf("The process group %d cannot be killed: %s", child, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Whether a child ended because its program could not be started. The prefix says so in one line on stderr, and exits
     * with 127 when a file is missing, otherwise with 126.
     */
    public boolean couldNotStart(int exitCode, List<String> errorLines) {
        return used()
                && (exitCode == 126 || exitCode == 127)
                && errorLines.size() == 1
                && (errorLines.get(0).startsWith(last + ": ")
                        || errorLines.get(0).startsWith(prefix.get(0) + ": "));
    }
}
