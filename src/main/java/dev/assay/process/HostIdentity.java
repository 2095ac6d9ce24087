package dev.assay.process;

import java.util.Optional;

/**
 * Names one host, for good: its process id and start (a process id alone is used again), the namespace in which the id
 * holds (two containers that see each other's processes), and the store that it works with. It stands in the
 * environment of each of the host's children, for instance {@code ASSAY_HOST=4711:8812734:4026531836:/var/lib/assay}.
 */
record HostIdentity(long pid, long startTicks, long pidNamespace, String store) {
    static final String VARIABLE = "ASSAY_HOST";

    /** This process's; empty where there is no {@code /proc}. */
    static Optional<HostIdentity> ofThisProcess(ProcFs proc, String store) {
        long pid = ProcessHandle.current().pid();
        return proc.startTicks(pid)
                .flatMap(ticks -> proc.pidNamespace().map(namespace -> new HostIdentity(pid, ticks, namespace, store)));
    }

    static Optional<HostIdentity> parse(String text) {
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

    String text() {
        return pid + ":" + startTicks + ":" + pidNamespace + ":" + store;
    }

    /** Whether the host named here is gone, and this host the one to clear up behind it. */
    boolean leftTo(HostIdentity heir, ProcFs proc) {
        return pidNamespace == heir.pidNamespace
                && store.equals(heir.store)
                && proc.startTicks(pid).filter(ticks -> ticks == startTicks).isEmpty();
    }
}
