package dev.assay.process.linux;

import java.util.Optional;

/**
 * One process in {@code /proc/PID/stat} (man page proc(5)).
 *
 * @param alive false for a zombie, which is there until its parent has asked for its exit code
 * @param group the process id of the leader of its process group
 * @param session the process id of the leader of its session
 * @param cpuTicks the processor time that it used, in clock ticks, with that of its ended children it has waited for
 * @param threads how many it has
 * @param startTicks its start, in clock ticks since the machine started
 */
public record ProcessStat(
        long pid, boolean alive, long parent, long group, long session, long cpuTicks, long threads, long startTicks) {
    /** The indices of the fields after the command's name; the manual counts from 1 and begins with two others. */
    private static final int STATE = 0;

    private static final int PARENT = 1;
    private static final int GROUP = 2;
    private static final int SESSION = 3;
    private static final int FIRST_CPU = 11;
    private static final int LAST_CPU = 14;
    private static final int THREADS = 17;
    private static final int START = 19;

    static Optional<ProcessStat> parse(String stat) {
        // The name is the program's own choice, and may hold spaces and parentheses.
        int name = stat.indexOf(" (");
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
        if (name < 0 || fields.length <= START) {
            return Optional.empty();
        }
        try {
            long cpu = 0;
            for (int field = FIRST_CPU; field <= LAST_CPU; field++) {
                cpu += Long.parseLong(fields[field]);
            }
            return Optional.of(new ProcessStat(
                    Long.parseLong(stat.substring(0, name)),
                    !fields[STATE].equals("Z") && !fields[STATE].equals("X"),
                    Long.parseLong(fields[PARENT]),
                    Long.parseLong(fields[GROUP]),
                    Long.parseLong(fields[SESSION]),
                    cpu,
                    Long.parseLong(fields[THREADS]),
                    Long.parseLong(fields[START])));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
