package dev.assay.host.slot;

import dev.assay.config.PluginSpec;
import dev.assay.host.instance.ExecutableWatch;
import dev.assay.install.FileStamp;
import io.grpc.SynchronizationContext;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * When the newest supervisor of a slot is started: one process is on its way up at a time, and few finish their calls.
 * The watch over its executable begins right before the start.
 *
 * <p>Confined to the slot's {@link SynchronizationContext}.
 */
final class StartQueue {
    /** How many former processes of one plugin may be finishing their calls before the next one waits for them. */
    private static final int MAX_STOPPING = 4;

    private final SlotFactory factory;
    private final SynchronizationContext context;
    private final BiConsumer<PluginSpec, Optional<FileStamp>> onExecutableChanged;
    private final Set<Supervisor> stopping = new LinkedHashSet<>();

    /** The supervisor that is to be started; null when there is none. */
    private @Nullable Supervisor next;

    /** The stamp with which the executable's change was told; empty where something else has changed. */
    private Optional<FileStamp> expected = Optional.empty();

    private @Nullable ExecutableWatch watch;

    /** @param onExecutableChanged run inside the context with the entry that names the executable, and its stamp */
    StartQueue(
            SlotFactory factory,
            SynchronizationContext context,
            BiConsumer<PluginSpec, Optional<FileStamp>> onExecutableChanged) {
        this.factory = factory;
        this.context = context;
        this.onExecutableChanged = onExecutableChanged;
    }

    /**
     * Replaces the supervisor that is to be started. It is started by {@link #startIfRoom}.
     *
     * @param stamp of its executable when a change of that is the reason
     */
    void replace(Supervisor supervisor, Optional<FileStamp> stamp) {
        context.throwIfNotInThisSynchronizationContext();
        next = supervisor;
        expected = stamp;
    }

    void startIfRoom() {
        context.throwIfNotInThisSynchronizationContext();
        Supervisor supervisor = next;
        if (supervisor != null
                && stopping.size() < MAX_STOPPING
                && stopping.stream().allMatch(Supervisor::hasBeenReady)) {
            next = null;
            watch(supervisor.spec(), supervisor::start);
        }
    }

    /** Has no supervisor started that was not yet. */
    void clear() {
        context.throwIfNotInThisSynchronizationContext();
        next = null;
    }

    /** Takes note of a supervisor that is about to be told to stop. */
    void addStopping(Supervisor supervisor) {
        context.throwIfNotInThisSynchronizationContext();
        stopping.add(supervisor);
    }

    void removeStopping(Supervisor supervisor) {
        context.throwIfNotInThisSynchronizationContext();
        stopping.remove(supervisor);
    }

    /** Whether some supervisor was told to stop and has not stopped yet. */
    boolean isStopping() {
        context.throwIfNotInThisSynchronizationContext();
        return !stopping.isEmpty();
    }

    /** Starts nothing any more, and ends the watch. */
    void close() {
        context.throwIfNotInThisSynchronizationContext();
        clear();
        stopWatch();
    }

    private void watch(PluginSpec spec, Runnable onBegun) {
        context.throwIfNotInThisSynchronizationContext();
        stopWatch();
        watch = factory.watch(spec, context, stamp -> onExecutableChanged.accept(spec, stamp));
        if (watch == null) {
            onBegun.run();
        } else {
            watch.begin(expected, onBegun);
        }
    }

    private void stopWatch() {
        context.throwIfNotInThisSynchronizationContext();
        if (watch != null) {
            watch.stop();
        }
    }
}
