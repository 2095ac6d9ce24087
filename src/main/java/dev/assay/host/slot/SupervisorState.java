package dev.assay.host.slot;

import dev.assay.host.instance.StateMachine;
import dev.assay.host.status.PluginState;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The state of a {@link Supervisor}, finer than the {@link PluginState} that is shown for it. */
enum SupervisorState implements StateMachine.State<SupervisorState> {
    /** It has not been started. */
    PENDING(PluginState.PENDING),
    /** The executable is fetched and verified. */
    INSTALLING(PluginState.INSTALLING),
    /** The process is launched, shakes hands, is connected and initialises. */
    STARTING(PluginState.STARTING),
    /** The process answers calls. */
    READY(PluginState.READY),
    /** The process has not answered its last health check, and takes calls all the same. */
    UNRESPONSIVE(PluginState.UNRESPONSIVE),
    /** The process serves no more and is being ended with its descendants, before the next attempt. */
    ENDING(null),
    /** The next attempt waits for its time. */
    BACKING_OFF(PluginState.BACKING_OFF),
    /** There is no next attempt. */
    FAILED(PluginState.FAILED),
    /** It was told to stop, and calls in flight may still finish. */
    DRAINING(PluginState.STOPPING),
    /** It was told to stop, and what is left of its process is being ended. */
    STOPPING(PluginState.STOPPING),
    /** It was told to stop, and no process of it is left. */
    STOPPED(PluginState.STOPPED);

    private final @Nullable PluginState shown;

    SupervisorState(@Nullable PluginState shown) {
        this.shown = shown;
    }

    /** The state as the plugin's status has it; empty where the former one goes on being shown. */
    Optional<PluginState> shown() {
        return Optional.ofNullable(shown);
    }

    /** Whether the process is there and takes calls. */
    boolean takesCalls() {
        return this == READY || this == UNRESPONSIVE;
    }

    /** Whether the supervisor was told to stop. */
    boolean isStop() {
        return this == DRAINING || this == STOPPING || this == STOPPED;
    }

    @Override
    public Set<SupervisorState> successors() {
        return switch (this) {
            case PENDING -> EnumSet.of(INSTALLING, STOPPING);
            case INSTALLING -> EnumSet.of(STARTING, BACKING_OFF, FAILED, STOPPING);
            case STARTING -> EnumSet.of(READY, BACKING_OFF, FAILED, STOPPING);
            case READY -> EnumSet.of(UNRESPONSIVE, ENDING, DRAINING);
            case UNRESPONSIVE -> EnumSet.of(READY, ENDING, DRAINING);
            case ENDING -> EnumSet.of(BACKING_OFF, STOPPING);
            case BACKING_OFF -> EnumSet.of(INSTALLING, STOPPING);
            case DRAINING -> EnumSet.of(STOPPING);
            case FAILED, STOPPING -> EnumSet.of(STOPPED);
            case STOPPED -> EnumSet.noneOf(SupervisorState.class);
        };
    }
}
