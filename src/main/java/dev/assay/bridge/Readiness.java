package dev.assay.bridge;

import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;

/** Tells when a channel has a connection. It keeps the channel connecting. Thread-safe. */
final class Readiness {
    private final ManagedChannel channel;
    private final ScheduledExecutorService timer;
    private final Set<Runnable> waiting = ConcurrentHashMap.newKeySet();

    Readiness(ManagedChannel channel, ScheduledExecutorService timer) {
        this.channel = channel;
        this.timer = timer;
    }

    /** Starts connecting, and watching. */
    void watch() {
        ConnectivityState state = channel.getState(true);
        if (state == ConnectivityState.READY) {
            waiting.forEach(Runnable::run);
        }
        if (state != ConnectivityState.SHUTDOWN) {
            channel.notifyWhenStateChanged(state, this::watch);
        }
    }

    boolean isReady() {
        return channel.getState(true) == ConnectivityState.READY;
    }

    /** Completes when there is a connection, at the latest after this time; never fails. */
    Uni<Void> await(Duration limit) {
        return Uni.createFrom()
                .<Void>emitter(emitter -> {
                    Runnable goOn = () -> emitter.complete(null);
                    waiting.add(goOn);
                    emitter.onTermination(() -> waiting.remove(goOn));
                    if (isReady()) {
                        goOn.run();
                    }
                })
                .ifNoItem()
                .after(limit)
                .on(timer)
                .recoverWithUni(Uni.createFrom().voidItem());
    }
}
