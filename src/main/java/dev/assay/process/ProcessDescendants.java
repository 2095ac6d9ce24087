package dev.assay.process;

import dev.assay.process.linux.Cgroup;
import dev.assay.process.linux.ProcFs;
import dev.assay.process.linux.ProcessOwners;
import dev.assay.process.linux.ProcessStat;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The processes that a plugin's process started, with all further descendants.
 *
 * <p>On Linux {@link ProcessOwners} finds them, by their session and environment also when their parent is gone. On other
 * systems only the processes below the plugin's process are found while it is alive. Thread-safe; each method blocks for
 * a moment.
 */
final class ProcessDescendants {
    private final ProcessHandle pluginProcess;
    private final ProcFs proc;
    private final ProcessOwners owners;
    private final String instance;
    private final Optional<Cgroup> group;

    /** Only on systems without {@code /proc}. */
    private final Set<ProcessHandle> known = new HashSet<>();

    /**
     * @param instance the owner of the plugin's processes
     * @param group that its processes are in
     */
    ProcessDescendants(
            ProcessHandle pluginProcess, ProcFs proc, ProcessOwners owners, String instance, Optional<Cgroup> group) {
        this.pluginProcess = pluginProcess;
        this.proc = proc;
        this.owners = owners;
        this.instance = instance;
        this.group = group;
    }

    String instance() {
        return instance;
    }

    /** The descendants that are alive now, without the plugin's own process. */
    synchronized List<ProcessHandle> descendants() {
        if (proc.available()) {
            Stream<ProcessStat> told = owners.members().getOrDefault(instance, List.of()).stream();
            Stream<ProcessStat> inGroup = group.map(Cgroup::pids).orElse(List.of()).stream()
                    .flatMap(pid -> proc.stat(pid).filter(ProcessStat::alive).stream());
            return Stream.concat(told, inGroup)
                    .filter(process -> process.pid() != pluginProcess.pid())
                    .flatMap(process -> handle(process).stream())
                    .distinct()
                    .toList();
        }
        if (pluginProcess.isAlive()) {
            pluginProcess.descendants().forEach(known::add);
        }
        known.removeIf(process -> !process.isAlive());
        return List.copyOf(known);
    }

    /** Kills the plugin's process and all descendants that are alive now. */
    void kill() {
        List<ProcessHandle> descendants = descendants();
        group.ifPresent(Cgroup::kill);
        pluginProcess.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
    }

    /** As {@link Cgroup#killedForMemory}. */
    Optional<String> killedForMemory() {
        return group.flatMap(Cgroup::killedForMemory);
    }

    /** Removes what the system keeps of the processes, when none is left. */
    void forget() {
        group.ifPresent(Cgroup::remove);
    }

    /**
     * Kills the processes that hold pipes of the plugin open. Only descendants can have inherited them.
     *
     * @param pipes as in {@link ProcFs#holdersOf}
     * @return their process ids
     */
    List<Long> killWritersTo(Set<String> pipes) {
        List<Long> holders = pipes.isEmpty() ? List.of() : proc.holdersOf(pipes);
        holders.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
        return holders;
    }

    /** The handle comes first: it holds the start time, so a process id that is used again is not mistaken. */
    private Optional<ProcessHandle> handle(ProcessStat process) {
        return ProcessHandle.of(process.pid()).filter(handle -> proc.startTicks(process.pid())
                .filter(ticks -> ticks == process.startTicks())
                .isPresent());
    }
}
