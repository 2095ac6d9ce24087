package dev.assay.process.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * A part of the tree of cgroups that was delegated to this process (man page cgroups(7), version 2; the kernel's
 * admin-guide/cgroup-v2). Each plugin gets a group of its own in it, so the kernel enforces its limits, and its
 * descendants can be told and killed whatever they do. Each method blocks for a moment.
 */
public final class CgroupTree {
    /** The usual place of the tree. */
    public static final Path MOUNT = Path.of("/sys/fs/cgroup");

    /** The group of this process. One that has groups below it may have no processes, so this process moves there. */
    private static final String HOST = "assay-host";

    private static final String PLUGIN = "assay-plugin-";
    private static final String PROCESSES = "cgroup.procs";

    private static final Logger LOG = Logger.getLogger(CgroupTree.class);

    private final Path root;
    private final Path mount;
    private final Set<String> controllers;
    private final String shell;

    /** The groups that were made, with their own limits. */
    private final Map<Path, GroupLimits> groups = new ConcurrentHashMap<>();

    private LimitsAbove above;

    /**
     * @param root the group in which those of plugins are made
     * @param mount the top of the whole tree
     * @param controllers those that the groups of plugins have
     * @param shell the path of {@code sh}, by which a process joins its group
     */
    CgroupTree(Path root, Path mount, Set<String> controllers, String shell) {
        this.root = root;
        this.mount = mount;
        this.above = LimitsAbove.of(root, mount);
        this.controllers = controllers;
        this.shell = shell;
    }

    /**
     * Prepares the own group of this process for others below it. Empty where it is not delegated to this process, or
     * where there is no {@code sh}.
     *
     * @param mount usually {@link #MOUNT}
     * @param path the folders of programs, as in the variable PATH
     */
    public static Optional<CgroupTree> claim(ProcFs proc, Path mount, String path) {
        return Trampoline.find("sh", path).flatMap(shell -> claimWith(shell, proc, mount));
    }

    private static Optional<CgroupTree> claimWith(String shell, ProcFs proc, Path mount) {
        Path start = proc.cgroup().map(path -> mount.resolve(path.substring(1))).orElse(mount);
        // It may have been started in the group for it: by systemd's DelegateSubgroup=.
        Path parent = start.endsWith(HOST) ? start.getParent() : null;
        Path own = parent == null ? start : parent;
        if (proc.cgroup().isEmpty() || !isDelegated(own, own.equals(mount))) {
            return Optional.empty();
        }
        try {
            Set<String> controllers = words(own.resolve("cgroup.controllers"));
            controllers.retainAll(Set.of(GroupLimits.MEMORY, GroupLimits.CPU));
            boolean machine = !Files.exists(own.resolve("cgroup.type"));
            if (controllers.isEmpty() || (!machine && !moveDown(own, proc))) {
                return Optional.empty();
            }
            for (String controller : controllers) {
                write(own.resolve("cgroup.subtree_control"), "+" + controller);
            }
            LOG.infof("Limits of plugins are enforced by cgroups below %s (%s)", own, controllers);
            CgroupTree tree = new CgroupTree(own, mount, controllers, shell);
            if (!machine) {
                tree.limit(own.resolve(HOST), GroupLimits.NONE);
            }
            return Optional.of(tree);
        } catch (IOException e) {
            LOG.debugf("The cgroup %s cannot be divided: %s", own, e);
            return Optional.empty();
        }
    }

    /** Root may write to every group, so there the root of a container, another owner or systemd's mark is needed. */
    private static boolean isDelegated(Path own, boolean top) {
        try {
            boolean writable = Files.isWritable(own)
                    && Files.isWritable(own.resolve(PROCESSES))
                    && Files.isWritable(own.resolve("cgroup.subtree_control"));
            return writable
                    && (top || !Integer.valueOf(0).equals(Files.getAttribute(own, "unix:uid")) || isMarked(own));
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private static boolean isMarked(Path own) throws IOException {
        UserDefinedFileAttributeView view = Files.getFileAttributeView(own, UserDefinedFileAttributeView.class);
        return view != null && view.list().contains("delegate");
    }

    /** Moves all processes of the group into the one of this process. False when there are strangers among them. */
    private static boolean moveDown(Path own, ProcFs proc) throws IOException {
        long self = ProcessHandle.current().pid();
        Set<Long> mine =
                ProcessHandle.current().descendants().map(ProcessHandle::pid).collect(Collectors.toSet());
        mine.add(self);
        // The init of a container, such as tini.
        proc.stat(self).filter(stat -> stat.parent() == 1).ifPresent(stat -> mine.add(1L));
        Path host = own.resolve(HOST);
        List<Long> members = pids(own.resolve(PROCESSES));
        List<Long> below = Files.exists(host) ? pids(host.resolve(PROCESSES)) : List.of();
        if (!mine.containsAll(members) || !mine.containsAll(below)) {
            LOG.debugf("The cgroup %s has other processes too: %s %s", own, members, below);
            return false;
        }
        Files.createDirectories(host);
        for (long member : members) {
            write(host.resolve(PROCESSES), Long.toString(member));
        }
        return true;
    }

    /** Makes the group of one process; empty when that fails, which is logged. */
    public Optional<Cgroup> create(String name, OptionalLong milliCpus, OptionalLong memoryBytes) {
        Path folder = root.resolve(PLUGIN + name);
        GroupLimits limits = new GroupLimits(milliCpus, memoryBytes);
        Cgroup group = new Cgroup(folder, shell, () -> limits.memoryIsOwn(LimitsAbove.of(root, mount)));
        try {
            Files.createDirectory(folder);
            limit(folder, limits);
            return Optional.of(group);
        } catch (IOException e) {
            LOG.warnf(
                    "tried to make the cgroup %s, but that failed: %s; the limits of the plugin are watched by Assay",
                    folder, e);
            group.remove();
            return Optional.empty();
        }
    }

    private void limit(Path group, GroupLimits limits) throws IOException {
        limits.write(group, controllers, LimitsAbove.of(root, mount));
        groups.put(group, limits);
    }

    /** Brings the groups up to date with the limits of the groups above, which may change at any time. */
    public synchronized void followLimits() {
        LimitsAbove before = above;
        above = LimitsAbove.of(root, mount);
        groups.keySet().removeIf(group -> !Files.exists(group));
        if (!above.equals(before)) {
            groups.forEach(this::rewrite);
        }
    }

    private void rewrite(Path group, GroupLimits limits) {
        try {
            limits.rewrite(group, controllers, above);
        } catch (IOException e) {
            LOG.debugf("The limits of the cgroup %s cannot be written: %s", group, e);
        }
    }

    /** Removes the empty groups of plugins that an earlier host left. */
    public void removeLeftovers() {
        try (DirectoryStream<Path> groups = Files.newDirectoryStream(root, PLUGIN + "*")) {
            for (Path group : groups) {
                if (pids(group.resolve(PROCESSES)).isEmpty()) {
                    Files.deleteIfExists(group);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.debugf("No leftover cgroups were looked for in %s: %s", root, e);
        }
    }

    static List<Long> pids(Path file) throws IOException {
        List<Long> pids = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            pids.add(Long.parseLong(line.strip()));
        }
        return pids;
    }

    private static Set<String> words(Path file) throws IOException {
        return Arrays.stream(Files.readString(file).strip().split(" ", -1)).collect(Collectors.toSet());
    }

    static void write(Path file, String text) throws IOException {
        Files.write(file, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }
}
