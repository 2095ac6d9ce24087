package dev.assay.process;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The processes that a plugin's process started, with all further descendants.
 *
 * <p>On Linux the variable {@link ChildEnvironment#INSTANCE} in their environment identifies them, also when their
 * parent is gone. A process without that variable is not found after its parent has ended. On other systems only the
 * processes below the plugin's process are found while it is alive. Thread-safe; each method blocks for a moment.
 */
final class ProcessDescendants {
    private final ProcessHandle pluginProcess;
    private final ProcFs proc;
    private final String instance;
    private final Set<ProcessHandle> known = new HashSet<>();

    ProcessDescendants(ProcessHandle pluginProcess, ProcFs proc, String instance) {
        this.pluginProcess = pluginProcess;
        this.proc = proc;
        this.instance = instance;
    }

    /** The descendants that are alive now, without the plugin's own process. */
    synchronized List<ProcessHandle> descendants() {
        if (pluginProcess.isAlive()) {
            pluginProcess.descendants().forEach(known::add);
        }
        for (long pid : proc.pids()) {
            // The handle comes first: it holds the start time, so a process id that is used again is not mistaken.
            Optional<ProcessHandle> process = ProcessHandle.of(pid);
            if (pid != pluginProcess.pid()
                    && process.isPresent()
                    && proc.variable(pid, ChildEnvironment.INSTANCE)
                            .filter(instance::equals)
                            .isPresent()) {
                known.add(process.get());
            }
        }
        known.removeIf(this::hasEnded);
        return List.copyOf(known);
    }

    private boolean hasEnded(ProcessHandle process) {
        // The JDK counts a zombie as alive, and a zombie may stay for long.
        return !process.isAlive() || (proc.available() && !proc.alive(process.pid()));
    }
}
