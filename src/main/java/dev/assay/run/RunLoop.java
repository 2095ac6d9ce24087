package dev.assay.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.run.place.RunListener;
import dev.assay.run.place.RunPlace;
import dev.assay.run.report.Outcome;
import dev.assay.run.report.Progress;
import dev.assay.run.report.RunSnapshot;
import dev.assay.run.report.Verdict;
import dev.assay.text.GoDuration;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Waits for the end of a run, shows it meanwhile, and ends it when its time is over or somebody interrupts. Used once. */
final class RunLoop implements RunListener {
    private static final Duration TICK = Duration.ofSeconds(1);

    /**
     * The time for the plugins to terminate what is in progress. CI systems kill a job some ten seconds after they have asked
     * it to end.
     */
    private static final Duration TERMINATION = Duration.ofSeconds(7);

    private final Progress progress;
    private final Optional<Duration> timeout;
    private final LongSupplier nanos;
    private final BlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
    private @Nullable RunSnapshot newest;
    private @Nullable Verdict cause;
    private @Nullable Outcome outcome;
    private long stopBy;

    /**
     * @param timeout for the whole run; absent for none
     * @param nanos as {@link System#nanoTime}
     */
    RunLoop(Progress progress, Optional<Duration> timeout, LongSupplier nanos) {
        this.progress = progress;
        this.timeout = timeout;
        this.nanos = nanos;
    }

    /** Has the run ended. May be called on any thread. */
    void interrupt(RunPlace place) {
        events.add(() -> end(place, Verdict.INTERRUPTED, "interrupted; ending the run in the plugins"));
    }

    /** Takes the run to its end. Blocks. */
    Outcome run(RunPlace place, ObjectNode manifest) throws InterruptedException {
        long begin = nanos.getAsLong();
        place.begin(manifest, this);
        while (outcome == null) {
            @Nullable Runnable event = events.poll(pause(begin).toNanos(), TimeUnit.NANOSECONDS);
            if (event != null) {
                event.run();
            }
            progress.tick();
            checkTimes(place, begin);
        }
        return outcome;
    }

    private Duration pause(long begin) {
        Duration left = cause == null
                ? timeout.map(limit -> limit.minus(since(begin))).orElse(TICK)
                : Duration.ofNanos(stopBy - nanos.getAsLong());
        return left.isNegative() ? Duration.ZERO : left.compareTo(TICK) < 0 ? left : TICK;
    }

    private Duration since(long begin) {
        return Duration.ofNanos(nanos.getAsLong() - begin);
    }

    private void checkTimes(RunPlace place, long begin) {
        if (outcome != null) {
            return;
        }
        if (cause != null && nanos.getAsLong() - stopBy >= 0) {
            finish(
                    cause,
                    List.of("tried to end the run, but its end was not seen within " + TERMINATION.toSeconds() + " s; "
                            + place.remedy()));
        } else if (cause == null && timeout.isPresent() && since(begin).compareTo(timeout.get()) >= 0) {
            end(
                    place,
                    Verdict.TIMED_OUT,
                    "the --timeout of " + GoDuration.write(timeout.get()) + " is over; ending the run in the plugins");
        }
    }

    private void end(RunPlace place, Verdict why, String note) {
        boolean ending = cause != null;
        if (outcome != null || cause == Verdict.INTERRUPTED) {
            return;
        }
        cause = why;
        progress.note(note);
        if (!ending) {
            stopBy = nanos.getAsLong() + TERMINATION.toNanos();
            place.terminate();
        }
    }

    @Override
    public void state(RunSnapshot run) {
        events.add(() -> {
            if (outcome != null) {
                return;
            }
            if (newest == null) {
                EndlessWarning.of(run, timeout).ifPresent(progress::note);
            }
            newest = run;
            progress.show(run);
            if (run.isOver()) {
                finish(cause == null ? Verdict.of(run.phase()) : cause, List.of());
            }
        });
    }

    @Override
    public void note(String sentence) {
        events.add(() -> progress.note(sentence));
    }

    @Override
    public void refused(List<String> faults) {
        events.add(() -> finish(cause == null ? Verdict.REFUSED : cause, faults));
    }

    @Override
    public void failed(List<String> reasons) {
        events.add(() -> finish(cause == null ? Verdict.ERROR : cause, reasons));
    }

    private void finish(Verdict verdict, List<String> reasons) {
        if (outcome == null) {
            List<String> all = verdict == Verdict.TIMED_OUT && reasons.isEmpty()
                    ? List.of("the run did not end within its --timeout of "
                            + timeout.map(GoDuration::write).orElse(""))
                    : verdict == Verdict.INTERRUPTED && reasons.isEmpty()
                            ? List.of("the run was interrupted, and ended in the plugins")
                            : reasons;
            outcome = new Outcome(verdict, Optional.ofNullable(newest), all);
        }
    }
}
