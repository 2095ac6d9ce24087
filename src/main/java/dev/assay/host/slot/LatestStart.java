package dev.assay.host.slot;

import dev.assay.host.instance.StartAttempt;
import dev.assay.host.instance.StartObserver;
import dev.assay.host.status.ProcessTag;
import dev.assay.install.InstallProgress;
import dev.assay.process.LastExit;
import dev.assay.process.ProcessExit;
import dev.assay.process.ProcessUsage;
import io.grpc.SynchronizationContext;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How far the latest start of one entry is, and which process it has led to. Each step of a {@link StartAttempt} goes from
 * here into the status.
 *
 * <p>Confined to the slot's {@link SynchronizationContext}, except {@link #onProgress}.
 */
final class LatestStart implements StartObserver {
    private final PluginStatusTracker status;
    private final SynchronizationContext context;
    private final IntSupplier nextGeneration;
    private final Runnable launched;
    private final Consumer<LastExit> exited;

    /** Null from the begin of a start until its process is launched. */
    private @Nullable ProcessTag process;

    /**
     * @param nextGeneration the generation that the next process to become Ready begins
     * @param launched told of each process
     * @param exited told of the end of each process, at whatever time after its launch
     */
    LatestStart(
            PluginStatusTracker status,
            SynchronizationContext context,
            IntSupplier nextGeneration,
            Runnable launched,
            Consumer<LastExit> exited) {
        this.status = status;
        this.context = context;
        this.nextGeneration = nextGeneration;
        this.launched = launched;
        this.exited = exited;
    }

    /** Another start begins. */
    void begin() {
        context.throwIfNotInThisSynchronizationContext();
        process = null;
    }

    /** The process that was launched last, or is about to be. */
    ProcessTag process() {
        context.throwIfNotInThisSynchronizationContext();
        ProcessTag last = process;
        return last == null ? tag(Optional.empty()) : last;
    }

    void onReady(long pid) {
        context.throwIfNotInThisSynchronizationContext();
        process = tag(Optional.of(pid));
    }

    @Override
    public void onProgress(InstallProgress progress) {
        status.onProgress(progress);
    }

    @Override
    public int generation() {
        return nextGeneration.getAsInt();
    }

    @Override
    public void onLaunched(long pid, Supplier<Optional<ProcessUsage>> usage) {
        context.throwIfNotInThisSynchronizationContext();
        status.onLaunched(pid, usage);
        process = tag(Optional.of(pid));
        launched.run();
    }

    @Override
    public void onHandshake(String protocol) {
        status.onHandshake(protocol);
    }

    @Override
    public void onExited(ProcessExit exit, Optional<String> endedBecause) {
        context.throwIfNotInThisSynchronizationContext();
        status.onExited(exit, endedBecause);
        exited.accept(status.lastExit().orElseThrow());
    }

    /** The generation is that of this moment: another process may become Ready before this one does. */
    private ProcessTag tag(Optional<Long> pid) {
        return new ProcessTag(pid, nextGeneration.getAsInt());
    }
}
