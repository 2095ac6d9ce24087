package dev.assay.process.linux;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The owners of the processes of this machine. An owner has one process that was started for it, the root, and all
 * processes that come from there. Four signs are looked at, the best one first:
 *
 * <ol>
 *   <li>the process was known as the owner's before, whatever has become of its parent since;
 *   <li>a variable in the environment that the process was started with names the owner;
 *   <li>the process is in the session whose leader is the root;
 *   <li>its parent is the owner's.
 * </ol>
 *
 * <p>Thread-safe. Only {@link #members} blocks, for a moment: it reads {@code /proc} once for all owners.
 */
public final class ProcessOwners {
    /** A process that was started for an owner. */
    private record Root(String owner, long startTicks) {}

    /** A process that was looked at; the start time is there because Linux uses process ids again. */
    private record Seen(long startTicks, Optional<String> owner) {}

    private final ProcFs proc;
    private final String variable;
    private final long self = ProcessHandle.current().pid();

    /** By process id, like {@link #seen}. */
    private final Map<Long, Root> roots = new HashMap<>();

    private final Map<Long, Seen> seen = new HashMap<>();

    /** The owners by the ids of their sessions. */
    private final Map<Long, String> sessions = new HashMap<>();

    /** The children of this process that have ended, and that nobody has waited for, at the last reading. */
    private Set<Long> zombies = Set.of();

    /** @param variable whose value is the owner's name */
    public ProcessOwners(ProcFs proc, String variable) {
        this.proc = proc;
        this.variable = variable;
    }

    /**
     * Adds an owner with its root, which has just been started.
     *
     * @param session whether the root leads a session of its own, or is about to
     */
    public synchronized void add(String owner, long root, boolean session) {
        roots.put(root, new Root(owner, proc.startTicks(root).orElse(-1L)));
        if (session) {
            sessions.put(root, owner);
        }
    }

    /** Forgets an owner, of whom nothing is left. */
    public synchronized void remove(String owner) {
        roots.values().removeIf(root -> root.owner.equals(owner));
        sessions.values().removeIf(owner::equals);
        seen.values().removeIf(process -> process.owner.filter(owner::equals).isPresent());
    }

    /** The living processes of all owners by their names, the root included. Owners without any are not in it. */
    public synchronized Map<String, List<ProcessStat>> members() {
        Map<Long, ProcessStat> table = new HashMap<>();
        Set<Long> ended = new HashSet<>();
        for (long pid : proc.pids()) {
            proc.stat(pid).ifPresent(stat -> {
                if (stat.alive()) {
                    table.put(pid, stat);
                } else if (stat.parent() == self) {
                    ended.add(pid);
                }
            });
        }
        zombies = ended;
        seen.keySet().retainAll(table.keySet());
        forgetEmptySessions(table);
        table.values().forEach(this::look);
        Map<String, List<ProcessStat>> members = new HashMap<>();
        for (ProcessStat process : table.values()) {
            owner(process, table, new HashSet<>())
                    .ifPresent(owner -> members.computeIfAbsent(owner, o -> new ArrayList<>())
                            .add(process));
        }
        return members;
    }

    /**
     * The children of this process that had ended at the last reading, and that it had not waited for yet. Java waits at
     * once for the processes that it started, and never for those that became its children when their parents ended.
     */
    public synchronized Set<Long> zombies() {
        return zombies;
    }

    /** The kernel uses the id of a session again when the last process of it has ended. */
    private void forgetEmptySessions(Map<Long, ProcessStat> table) {
        Set<Long> living = new HashSet<>(table.keySet());
        table.values().forEach(process -> living.add(process.session()));
        sessions.keySet().retainAll(living);
    }

    private void look(ProcessStat process) {
        Seen known = seen.get(process.pid());
        if (known != null && known.startTicks == process.startTicks()) {
            return;
        }
        // The environment is read once only: reading it costs more than the rest.
        Optional<String> owner = proc.variable(process.pid(), variable).filter(this::isKnown);
        seen.put(process.pid(), new Seen(process.startTicks(), owner));
    }

    private boolean isKnown(String owner) {
        return roots.values().stream().anyMatch(root -> root.owner.equals(owner));
    }

    private Optional<String> owner(ProcessStat process, Map<Long, ProcessStat> table, Set<Long> asked) {
        Seen known = seen.get(process.pid());
        if (known != null && known.owner.isPresent()) {
            return known.owner;
        }
        // The table is no snapshot of one moment, so it may hold a circle.
        if (!asked.add(process.pid())) {
            return Optional.empty();
        }
        Root root = roots.get(process.pid());
        String ofRoot = root != null && root.startTicks == process.startTicks() ? root.owner : null;
        ProcessStat parent = table.get(process.parent());
        Optional<String> owner = Optional.ofNullable(ofRoot != null ? ofRoot : sessions.get(process.session()))
                .or(() -> parent == null ? Optional.empty() : owner(parent, table, asked));
        if (owner.isPresent()) {
            seen.put(process.pid(), new Seen(process.startTicks(), owner));
        }
        return owner;
    }
}
