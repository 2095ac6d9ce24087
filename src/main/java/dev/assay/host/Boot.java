package dev.assay.host;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The boot of all plugins at once. It is over when every required plugin of the present configuration has been Ready; the
 * others come up beside it. It cannot succeed when a required one has failed for good, which is told only after all
 * required ones had their first outcome, so that the faults are told together. A later change of the configuration or of
 * an executable may still bring it to its end then. Thread-safe.
 */
final class Boot {
    private static final Logger LOG = Logger.getLogger(Boot.class);

    /** A time that has run out is no time-out. */
    private static final Duration SHORTEST = Duration.ofMillis(1);

    private final Supplier<Collection<PluginSlot>> slots;
    private final ScheduledExecutorService timer;
    private final CompletableFuture<Void> outcome = new CompletableFuture<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile boolean begun;
    private volatile boolean failed;

    /** @param slots those of the present configuration */
    Boot(Supplier<Collection<PluginSlot>> slots, ScheduledExecutorService timer) {
        this.slots = slots;
        this.timer = timer;
    }

    /**
     * Waits for the end. Fails with {@link BootException}.
     *
     * @param left of the time that boot may take
     * @param timeout the whole of it, for the message
     */
    Uni<Void> run(Duration left, Duration timeout) {
        return Uni.createFrom()
                .completionStage(outcome.minimalCompletionStage())
                .ifNoItem()
                .after(left.compareTo(SHORTEST) < 0 ? SHORTEST : left)
                .on(timer)
                .failWith(() -> tooLate(timeout));
    }

    /** The slots are there: from now on their states count. */
    void begin() {
        begun = true;
        changed();
    }

    /** Whether every required plugin has been Ready; stays true from then on. */
    boolean over() {
        return over.get();
    }

    /** To be called after every change of a slot, or of which slots there are; on any thread. */
    void changed() {
        if (!begun || over.get()) {
            return;
        }
        List<PluginStatusTracker> boards = required().map(PluginSlot::board).toList();
        if (boards.stream().allMatch(PluginStatusTracker::wasReady)
                && boards.stream().noneMatch(PluginStatusTracker::isGone)) {
            if (over.compareAndSet(false, true)) {
                outcome.complete(null);
                if (failed) {
                    LOG.info("Every required plugin has come up after all");
                }
            }
        } else if (boards.stream().allMatch(PluginStatusTracker::tried)
                && boards.stream().anyMatch(PluginStatusTracker::isGone)) {
            failed = true;
            outcome.completeExceptionally(
                    new BootException(faults(slot -> slot.board().isGone())));
        }
    }

    private Stream<PluginSlot> required() {
        return slots.get().stream().filter(PluginSlot::required);
    }

    private BootException tooLate(Duration timeout) {
        failed = true;
        return new BootException(faults(slot -> slot.board().state() != PluginState.READY).stream()
                .map(fault -> fault + " (not Ready within assay.boot.timeout, " + timeout.toSeconds() + " s)")
                .toList());
    }

    private List<String> faults(Predicate<PluginSlot> faulty) {
        return required()
                .filter(faulty)
                .map(PluginSlot::status)
                .map(status -> "plugin " + status.name() + " is "
                        + status.state().text() + (status.reason().isEmpty() ? "" : ": " + status.reason()))
                .toList();
    }
}
