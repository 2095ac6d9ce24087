package dev.assay.pace;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;

/** A time in which nothing is done, and which holds no thread. */
public final class Pause {
    private Pause() {}

    /** Ends after this time, on the timer's thread. It begins when somebody subscribes. */
    public static Uni<Void> of(Duration length, ScheduledExecutorService timer) {
        return Uni.createFrom().voidItem().onItem().delayIt().onExecutor(timer).by(length);
    }
}
