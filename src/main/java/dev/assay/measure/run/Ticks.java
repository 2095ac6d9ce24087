package dev.assay.measure.run;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Signs that something has changed, for any number of readers. A reader looks itself for what is new, so one sign that it
 * has not read stands for all that came since. Thread-safe.
 */
final class Ticks {
    private final CopyOnWriteArrayList<MultiEmitter<? super Ticks>> readers = new CopyOnWriteArrayList<>();
    private volatile boolean ended;

    /** One sign at once, and another after each change. */
    Multi<Ticks> all() {
        return Multi.createFrom()
                .emitter(
                        reader -> {
                            readers.add(reader);
                            reader.onTermination(() -> readers.remove(reader));
                            reader.emit(this);
                            if (ended) {
                                reader.complete();
                            }
                        },
                        BackPressureStrategy.LATEST);
    }

    void tick() {
        readers.forEach(reader -> reader.emit(this));
    }

    /** Ends all streams, after a last sign. */
    void end() {
        ended = true;
        readers.forEach(reader -> {
            reader.emit(this);
            reader.complete();
        });
    }
}
