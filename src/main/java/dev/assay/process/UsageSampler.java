package dev.assay.process;

import dev.assay.process.linux.KernelUnits;
import dev.assay.process.linux.ProcFs;
import dev.assay.process.linux.ProcessOwners;
import dev.assay.process.linux.ProcessStat;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes samples of what the processes of a launcher use. One task reads {@code /proc} for all of them, at an interval and
 * while there are any. Thread-safe; no method blocks.
 */
final class UsageSampler {
    /** Between two samples, where these are cheap. */
    static final Duration INTERVAL = Duration.ofSeconds(2);

    /** Samples take at most this part of the time: on a machine with thousands of processes they are rarer. */
    private static final int SHARE = 100;

    private static final Logger LOG = Logger.getLogger(UsageSampler.class);

    private final ProcFs proc;
    private final ProcessOwners owners;
    private final Runnable withEach;
    private final Background background;
    private final LongSupplier nanoTime;
    private final KernelUnits units = KernelUnits.ofThisMachine();
    private final Map<String, UsageMeter> meters = new HashMap<>();
    private State state = State.IDLE;

    /** The zombies of the sample before. */
    private Set<Long> zombies = Set.of();

    private boolean told;

    /** The states of a sampler. The first two alternate, until it is closed for good. */
    private enum State {
        /** No sample is taken, since there are no processes. */
        IDLE,
        /** The next sample waits for its time, or is being taken. */
        SCHEDULED,
        /** No sample is scheduled any more; one that was is still taken. */
        CLOSED
    }

    /** @param withEach done after each sample, on the same thread */
    UsageSampler(ProcFs proc, ProcessOwners owners, Runnable withEach, Background background, LongSupplier nanoTime) {
        this.proc = proc;
        this.owners = owners;
        this.withEach = withEach;
        this.background = background;
        this.nanoTime = nanoTime;
    }

    /** Begins to take samples of an owner's processes. */
    synchronized UsageMeter add(String owner) {
        UsageMeter meter = new UsageMeter(units, nanoTime.getAsLong());
        meters.put(owner, meter);
        schedule(INTERVAL);
        return meter;
    }

    synchronized void remove(String owner) {
        meters.remove(owner);
    }

    /** Takes no more samples. */
    synchronized void close() {
        state = State.CLOSED;
    }

    private void schedule(Duration delay) {
        if (state == State.IDLE && !meters.isEmpty()) {
            state = State.SCHEDULED;
            background.later(delay, this::sample);
        }
    }

    private void sample() {
        long begin = nanoTime.getAsLong();
        try {
            distribute(owners.members(), begin);
            tellOfZombies(owners.zombies());
            withEach.run();
        } finally {
            again(Duration.ofNanos((nanoTime.getAsLong() - begin) * SHARE));
        }
    }

    private synchronized void again(Duration spaced) {
        if (state == State.SCHEDULED) {
            state = State.IDLE;
        }
        schedule(spaced.compareTo(INTERVAL) > 0 ? spaced : INTERVAL);
    }

    /** Without the lock while it reads, so that a start or an end of a process never waits for a sample. */
    private void distribute(Map<String, List<ProcessStat>> members, long now) {
        members.forEach((owner, processes) -> {
            UsageMeter meter = meter(owner);
            if (meter != null) {
                meter.take(processes, pages(processes), openDescriptors(processes), now);
            }
        });
    }

    private synchronized @Nullable UsageMeter meter(String owner) {
        return meters.get(owner);
    }

    /** Nobody waits for a zombie that was there at the sample before, too. */
    private synchronized void tellOfZombies(Set<Long> seen) {
        Set<Long> stay = new HashSet<>(seen);
        stay.retainAll(zombies);
        zombies = seen;
        if (!stay.isEmpty() && !told) {
            told = true;
            LOG.warnf(
                    "Descendants of plugins have ended and stay as zombies %s, because Assay is their init and cannot wait"
                            + " for them; start it under one (tini, docker run --init, shareProcessNamespace: true)",
                    stay);
        }
    }

    private long openDescriptors(List<ProcessStat> processes) {
        return processes.stream()
                .mapToLong(process -> proc.openDescriptors(process.pid()))
                .sum();
    }

    private long pages(List<ProcessStat> processes) {
        return processes.stream()
                .mapToLong(process -> proc.anonymousPages(process.pid()))
                .sum();
    }
}
