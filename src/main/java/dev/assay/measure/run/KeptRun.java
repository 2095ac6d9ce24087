package dev.assay.measure.run;

import dev.assay.analysis.run.AnalysisRunStatus;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One run of {@link AnalysisRuns}, and who watches it. Thread-safe. */
final class KeptRun {
    private final String name;
    private final Instant createdAt;
    private final MaskedStatus mask;
    private final AnalysisRunStatus refused;
    private final List<Watcher> watchers = new CopyOnWriteArrayList<>();
    private final Runnable expiry;
    private @Nullable ActiveRun active;
    private volatile boolean toBeRemoved;

    /**
     * @param refused the status of a run that is over as it is created; of any other one a new status
     * @param remove takes this run when its time to live is over
     */
    KeptRun(String name, Instant createdAt, MaskedStatus mask, AnalysisRunStatus refused, Consumer<KeptRun> remove) {
        this.expiry = () -> remove.accept(this);
        this.name = name;
        this.createdAt = createdAt;
        this.mask = mask;
        this.refused = refused;
    }

    /** To be called before others know this run. */
    void set(ActiveRun run) {
        active = run;
    }

    String name() {
        return name;
    }

    @Nullable
    ActiveRun active() {
        return active;
    }

    /** Removes the run; the same object each time. */
    Runnable expiry() {
        return expiry;
    }

    void removeWhenOver() {
        toBeRemoved = true;
    }

    boolean isToBeRemoved() {
        return toBeRemoved;
    }

    boolean isOver() {
        return active == null || active.isOver();
    }

    RunView view() {
        return active == null
                ? new RunView(name, createdAt, false, mask.mask(refused))
                : new RunView(name, createdAt, active.isTerminated(), mask.mask(active.status()));
    }

    /** The view now and after each change. A slow reader gets the newest one. Completes when the run is over. */
    Multi<RunView> watch() {
        return Multi.createFrom()
                .emitter(
                        emitter -> {
                            Watcher watcher = new Watcher(emitter, this::view, this::isOver);
                            watchers.add(watcher);
                            emitter.onTermination(() -> watchers.remove(watcher));
                            watcher.update();
                        },
                        BackPressureStrategy.LATEST);
    }

    void tellWatchers() {
        watchers.forEach(Watcher::update);
    }

    /** Ends all watching: the run is removed. */
    void endWatching() {
        watchers.forEach(watcher -> watcher.emitter().complete());
    }

    private record Watcher(MultiEmitter<? super RunView> emitter, Supplier<RunView> view, Supplier<Boolean> over) {
        /** One at a time, so that no older view follows a newer one. */
        synchronized void update() {
            boolean last = over.get();
            emitter.emit(view.get());
            if (last) {
                emitter.complete();
            }
        }
    }
}
