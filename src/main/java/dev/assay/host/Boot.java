package dev.assay.host;

import dev.assay.host.slot.PluginSlot;
import dev.assay.host.slot.PluginStatusTracker;
import dev.assay.host.status.PluginState;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The boot of all plugins at once. It is over when every required plugin of the present configuration has been Ready; the
 * others come up beside it.
 *
 * <p>Boot fails when a required plugin has failed for good. That is told after each required plugin had its first outcome,
 * so that all faults are told together, those of plugins that would be started again among them. A later change of the
 * configuration or of an executable may still bring a failed boot to its end. Thread-safe.
 */
final class Boot {
    private static final Logger LOG = Logger.getLogger(Boot.class);

    /** The shortest time-out, since Mutiny refuses one of zero or less. */
    private static final Duration MIN_TIMEOUT = Duration.ofMillis(1);

    private final Supplier<Collection<PluginSlot>> slots;
    private final ScheduledExecutorService timer;
    private final CompletableFuture<Void> outcome = new CompletableFuture<>();
    private final AtomicReference<State> state = new AtomicReference<>(State.NEW);

    /** The state of a boot. It moves onwards only; FAILED may be left out. */
    private enum State {
        /** The configuration has not been read, so there is no slot yet. */
        NEW,
        /** The plugins come up. */
        RUNNING,
        /** Boot has failed, and a later change may still bring it to its end. */
        FAILED,
        /** Every required plugin has been Ready. */
        OVER
    }

    /** @param slots gives those of the present configuration */
    Boot(Supplier<Collection<PluginSlot>> slots, ScheduledExecutorService timer) {
        this.slots = slots;
        this.timer = timer;
    }

    /**
     * Waits for the end of boot. Fails with {@link BootException}.
     *
     * @param left how much of the time-out is left
     * @param timeout the whole time-out, for the message
     */
    Uni<Void> run(Duration left, Duration timeout) {
        return Uni.createFrom()
                .completionStage(outcome.minimalCompletionStage())
                .ifNoItem()
                .after(left.compareTo(MIN_TIMEOUT) < 0 ? MIN_TIMEOUT : left)
                .on(timer)
                .failWith(() -> tooLate(timeout));
    }

    /** To be called when the slots are there: from now on their states count. */
    void begin() {
        state.compareAndSet(State.NEW, State.RUNNING);
        onChange();
    }

    /** Whether every required plugin has been Ready; stays true from then on. */
    boolean isOver() {
        return state.get() == State.OVER;
    }

    /** To be called after every change of a slot, or of which slots there are; on any thread. */
    void onChange() {
        State now = state.get();
        if (now == State.NEW || now == State.OVER) {
            return;
        }
        List<PluginStatusTracker> trackers = required().map(PluginSlot::tracker).toList();
        if (trackers.stream().allMatch(PluginStatusTracker::wasReady)
                && trackers.stream().noneMatch(PluginStatusTracker::isGone)) {
            State before = state.getAndSet(State.OVER);
            if (before != State.OVER) {
                outcome.complete(null);
            }
            if (before == State.FAILED) {
                LOG.info("Every required plugin has come up after all");
            }
        } else if (trackers.stream().allMatch(PluginStatusTracker::tried)
                && trackers.stream().anyMatch(PluginStatusTracker::isGone)) {
            state.compareAndSet(State.RUNNING, State.FAILED);
            outcome.completeExceptionally(new BootException(faults(Boot::hasFault)));
        }
    }

    private static boolean hasFault(PluginSlot slot) {
        return slot.tracker().isGone() || slot.tracker().state() == PluginState.BACKING_OFF;
    }

    private Stream<PluginSlot> required() {
        return slots.get().stream().filter(PluginSlot::required);
    }

    private BootException tooLate(Duration timeout) {
        state.compareAndSet(State.RUNNING, State.FAILED);
        return new BootException(faults(slot -> slot.tracker().state() != PluginState.READY).stream()
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
