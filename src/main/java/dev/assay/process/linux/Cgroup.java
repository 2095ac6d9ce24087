package dev.assay.process.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jboss.logging.Logger;

/** The cgroup of one plugin's process and its descendants. Each method blocks for a moment, and none fails. */
public final class Cgroup {
    /** Joins the group, or else goes on without it; then becomes the program. */
    private static final String JOIN = "{ echo 0 > \"$0\"; } 2>/dev/null; exec \"$@\"";

    private static final Logger LOG = Logger.getLogger(Cgroup.class);

    private final Path folder;
    private final String shell;

    Cgroup(Path folder, String shell) {
        this.folder = folder;
        this.shell = shell;
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

    /** How many processes the kernel has killed, because the group used more memory than its limit. */
    public long killedForMemory() {
        try {
            return Files.readAllLines(folder.resolve("memory.events")).stream()
                    .filter(line -> line.startsWith("oom_kill "))
                    .mapToLong(line ->
                            Long.parseLong(line.substring("oom_kill ".length()).strip()))
                    .sum();
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
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
