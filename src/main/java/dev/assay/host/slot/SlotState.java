package dev.assay.host.slot;

import dev.assay.host.instance.StateMachine;
import java.util.EnumSet;
import java.util.Set;

/** The state of a {@link PluginSlot}. */
enum SlotState implements StateMachine.State<SlotState> {
    /** The slot is there, and its plugin has not been started. */
    NEW,
    /** The plugin is kept alive and follows its entry. */
    ACTIVE,
    /** The slot refuses calls and waits until its processes have ended. */
    STOPPING,
    /** No process is left. */
    STOPPED;

    @Override
    public Set<SlotState> successors() {
        return switch (this) {
            case NEW -> EnumSet.of(ACTIVE, STOPPING);
            case ACTIVE -> EnumSet.of(STOPPING);
            case STOPPING -> EnumSet.of(STOPPED);
            case STOPPED -> EnumSet.noneOf(SlotState.class);
        };
    }
}
