package dev.assay.process;

import dev.assay.process.linux.KernelUnits;
import dev.assay.process.linux.ProcessStat;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The latest sample of one plugin's processes. Samples are taken by one thread at a time, and read by any. */
final class UsageMeter {
    private static final long NANOS = 1_000_000_000;

    private final KernelUnits units;
    private final long startedNanos;

    /** The processor time of processes that ended and that no process of the plugin has waited for. */
    private long lostTicks;

    private long ticks;
    private volatile Optional<ProcessUsage> latest = Optional.empty();

    UsageMeter(KernelUnits units, long startedNanos) {
        this.units = units;
        this.startedNanos = startedNanos;
    }

    /** Empty before the first sample. */
    Optional<ProcessUsage> latest() {
        return latest;
    }

    /**
     * Takes the next sample.
     *
     * @param pages the memory of these processes
     * @param openDescriptors of these processes
     */
    void take(List<ProcessStat> processes, long pages, long openDescriptors, long nowNanos) {
        long sum = processes.stream().mapToLong(ProcessStat::cpuTicks).sum();
        lostTicks += Math.max(0, ticks - sum);
        ticks = sum;
        long perSecond = units.ticksPerSecond();
        long all = sum + lostTicks;
        Duration ageBefore = latest.map(ProcessUsage::age).orElse(Duration.ZERO);
        Duration cpuTimeBefore = latest.map(ProcessUsage::cpuTime).orElse(Duration.ZERO);
        Duration age = Duration.ofNanos(nowNanos - startedNanos);
        Duration cpuTime = Duration.ofSeconds(all / perSecond, all % perSecond * NANOS / perSecond);
        latest = Optional.of(new ProcessUsage(
                age,
                cpuTime,
                ratio(cpuTime.minus(cpuTimeBefore), age.minus(ageBefore)),
                pages * units.pageBytes(),
                processes.size(),
                processes.stream().mapToLong(ProcessStat::threads).sum(),
                openDescriptors));
    }

    private static double ratio(Duration part, Duration whole) {
        return whole.isZero() ? 0 : (double) part.toNanos() / whole.toNanos();
    }
}
