package dev.assay.measure;

import io.smallrye.mutiny.Uni;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The sign that runs are to end, because the service stops. It is given once. Thread-safe. */
final class StopSignal {
    private final Set<Runnable> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean given;

    void give() {
        given = true;
        waiting.forEach(Runnable::run);
    }

    boolean isGiven() {
        return given;
    }

    /** Completes when the sign is given; one who waits no more leaves nothing behind. */
    Uni<Void> await() {
        return Uni.createFrom().emitter(emitter -> {
            Runnable wake = () -> emitter.complete(null);
            emitter.onTermination(() -> waiting.remove(wake));
            waiting.add(wake);
            if (given) {
                wake.run();
            }
        });
    }
}
