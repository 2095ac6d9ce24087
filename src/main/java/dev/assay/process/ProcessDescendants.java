package dev.assay.process;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The processes that a plugin's process started, and those that these started.
 *
 * <p>On Linux they are found by the variable {@link ChildEnvironment#INSTANCE} in their environment, also when their
 * parent is gone; only one that threw its environment away and outlived its parent escapes. Elsewhere they are those
 * that were still below the plugin's process when it was asked to stop. Thread-safe; each method blocks for a moment.
 */
final class ProcessDescendants {
    private final ProcessHandle head;
    private final ProcFs proc;
    private final String instance;
    private final Set<ProcessHandle> known = new HashSet<>();

    ProcessDescendants(ProcessHandle head, ProcFs proc, String instance) {
        this.head = head;
        this.proc = proc;
        this.instance = instance;
    }

    /** Who is alive now, the plugin's own process not counted. */
    synchronized List<ProcessHandle> descendants() {
        if (head.isAlive()) {
            head.descendants().forEach(known::add);
        }
        for (long pid : proc.pids()) {
            // The handle comes first: it holds the start time, so a process id that is used again is not mistaken.
            Optional<ProcessHandle> process = ProcessHandle.of(pid);
            if (pid != head.pid()
                    && process.isPresent()
                    && proc.variable(pid, ChildEnvironment.INSTANCE)
                            .filter(instance::equals)
                            .isPresent()) {
                known.add(process.get());
            }
        }
        known.removeIf(this::gone);
        return List.copyOf(known);
    }

    private boolean gone(ProcessHandle process) {
        // To the JDK a zombie is alive; where nobody collects it, it stays.
        return !process.isAlive() || (proc.available() && !proc.alive(process.pid()));
    }
}
