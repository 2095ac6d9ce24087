package dev.assay.host.slot;

import dev.assay.host.calls.CallGate;
import dev.assay.wire.PluginConnection;
import io.grpc.SynchronizationContext;
import io.grpc.SynchronizationContext.ScheduledHandle;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The time that calls in flight on a connection have to finish, before its process is ended. It is over when none is left,
 * at the latest at its limit.
 *
 * <p>Confined to the slot's {@link SynchronizationContext}.
 */
final class Drain {
    private final SynchronizationContext context;
    private final Runnable onOver;
    private boolean over;

    private Drain(SynchronizationContext context, Runnable onOver) {
        this.context = context;
        this.onOver = onOver;
    }

    /** @param onOver run once inside the context */
    static void begin(
            CallGate gate,
            PluginConnection connection,
            Duration limit,
            SynchronizationContext context,
            ScheduledExecutorService timer,
            Runnable onOver) {
        context.throwIfNotInThisSynchronizationContext();
        Drain drain = new Drain(context, onOver);
        ScheduledHandle deadline = context.schedule(drain::end, limit.toNanos(), TimeUnit.NANOSECONDS, timer);
        gate.whenIdle(
                connection,
                () -> context.execute(() -> {
                    deadline.cancel();
                    drain.end();
                }));
    }

    private void end() {
        context.throwIfNotInThisSynchronizationContext();
        if (!over) {
            over = true;
            onOver.run();
        }
    }
}
