package dev.assay.measure.run;

import io.smallrye.mutiny.Multi;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** One who watches all runs. It keeps nothing but the number of the change that it was told last. */
final class RunsReader {
    private final KeptRuns runs;
    private final AtomicLong seen = new AtomicLong(-1);

    RunsReader(KeptRuns runs) {
        this.runs = runs;
    }

    /** The events since the last one. Each is made when it is asked for. */
    Multi<RunsEvent> news() {
        return Multi.createFrom().generator(() -> this, (reader, emitter) -> {
            next().ifPresentOrElse(emitter::emit, emitter::complete);
            return reader;
        });
    }

    private Optional<RunsEvent> next() {
        return runs.next(seen.get()).map(next -> {
            seen.set(next.seen());
            return event(next);
        });
    }

    private static RunsEvent event(KeptRuns.Next next) {
        if (next.all() != null) {
            return new RunsEvent.Listed(next.all().stream().map(KeptRun::brief).toList());
        }
        return next.run() != null
                ? new RunsEvent.Changed(next.run().brief())
                : new RunsEvent.Removed(Objects.requireNonNull(next.removed()));
    }
}
