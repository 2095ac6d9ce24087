package dev.assay.process.linux;

import java.util.Optional;

/**
 * The permanent identity of one host: its process id, start time, namespace of process ids, and store. The start time
 * is needed because Linux uses process ids again. The namespace separates containers that see each other's processes.
 * The identity is in the environment of each child, for instance {@code
 * ASSAY_HOST=4711:8812734:4026531836:/var/lib/assay}.
 */
public record HostIdentity(long pid, long startTicks, long pidNamespace, String store) {
    /** The variable of the environment that holds an identity. */
    public static final String VARIABLE = "ASSAY_HOST";

    /** The identity of this process; empty where there is no {@code /proc}. */
    public static Optional<HostIdentity> ofThisProcess(ProcFs proc, String store) {
        long pid = ProcessHandle.current().pid();
        return proc.startTicks(pid)
                .flatMap(ticks -> proc.pidNamespace().map(namespace -> new HostIdentity(pid, ticks, namespace, store)));
    }

    /** The identity that {@link #text} wrote; empty for other text. */
    public static Optional<HostIdentity> parse(String text) {
        String[] parts = text.split(":", 4);
        try {
            return parts.length < 4
                    ? Optional.empty()
                    : Optional.of(new HostIdentity(
                            Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]), parts[3]));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The identity in one line, see {@link #parse}. */
    public String text() {
        return pid + ":" + startTicks + ":" + pidNamespace + ":" + store;
    }

    /** Whether this host has ended, and had the same store and namespace as the successor, which then clears up. */
    public boolean isEndedPredecessorOf(HostIdentity successor, ProcFs proc) {
        return pidNamespace == successor.pidNamespace
                && store.equals(successor.store)
                && proc.startTicks(pid).filter(ticks -> ticks == startTicks).isEmpty();
    }

    /** Whether this host had the same store as the successor, in a container whose processes the successor cannot see. */
    public boolean hasStoreOf(HostIdentity successor) {
        return pidNamespace != successor.pidNamespace && store.equals(successor.store);
    }
}
