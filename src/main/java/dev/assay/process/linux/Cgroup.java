package dev.assay.process.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/** The cgroup of one plugin's process and its descendants. Each method blocks for a moment, and none fails. */
public final class Cgroup {
    /** Joins the group, or else goes on without it; then becomes the program. */
    private static final String JOIN = "{ echo 0 > \"$0\"; } 2>/dev/null; exec \"$@\"";

    private static final String OWN_LIMIT = "it used more memory than its limit";

    private static final String LIMIT_ABOVE = "the pod or the machine had no memory left";

    private static final Logger LOG = Logger.getLogger(Cgroup.class);

    private final Path folder;
    private final String shell;
    private final BooleanSupplier limited;

    /** @param limited whether the plugin has a limit of memory of its own, and none above is lower */
    Cgroup(Path folder, String shell, BooleanSupplier limited) {
        this.folder = folder;
        this.shell = shell;
        this.limited = limited;
    }

    /** The prefix for a command by which its process joins the group, before its program begins. */
    public List<String> prefix() {
        return List.of(shell, "-c", JOIN, processes().toString());
    }

    /** The living processes of the group. */
    public List<Long> pids() {
        try {
            return CgroupTree.pids(processes());
        } catch (IOException e) {
            LOG.debugf("The cgroup %s cannot be read: %s", folder, e);
            return List.of();
        }
    }

    /** Kills all processes of the group at once, also when they fork meanwhile. Needs Linux 5.14. */
    public void kill() {
        Path kill = folder.resolve("cgroup.kill");
        try {
            if (Files.exists(kill)) {
                CgroupTree.write(kill, "1");
            }
        } catch (IOException e) {
            LOG.debugf("The cgroup %s cannot be killed: %s", folder, e);
        }
    }

    /**
     * Why the kernel has killed processes of the group for memory, as a clause; empty when it has killed none. It may do so
     * without a limit of the group being reached, for a limit above it or for the whole machine.
     */
    public Optional<String> killedForMemory() {
        try {
            List<String> events = Files.readAllLines(folder.resolve("memory.events"));
            if (count(events, "oom_kill ") == 0) {
                return Optional.empty();
            }
            return Optional.of(limited.getAsBoolean() && count(events, "oom ") > 0 ? OWN_LIMIT : LIMIT_ABOVE);
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static long count(List<String> events, String name) {
        return events.stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.substring(name.length()).strip()))
                .sum();
    }

    /** Removes the group, in which no process may be left. */
    public void remove() {
        try {
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            LOG.debugf("The cgroup %s cannot be removed yet: %s", folder, e);
        }
    }

    private Path processes() {
        return folder.resolve("cgroup.procs");
    }
}
