package dev.assay.bench;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** The processor time of processes, user's and system's together, from one moment on. */
final class ProcessorTime {
    private final List<ProcessHandle> processes;
    private final Duration before;

    private ProcessorTime(List<ProcessHandle> processes) {
        this.processes = processes;
        this.before = sum(processes);
    }

    static ProcessorTime of(Collection<ProcessHandle> processes) {
        return new ProcessorTime(List.copyOf(processes));
    }

    /** Microseconds of it for each of so many calls. */
    double microsPerCall(long calls) {
        return sum(processes).minus(before).toNanos() / 1e3 / calls;
    }

    private static Duration sum(List<ProcessHandle> processes) {
        return processes.stream()
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }
}
