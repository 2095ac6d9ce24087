package dev.assay.host.instance;

import java.util.EnumSet;
import java.util.Set;

/** The state of a {@link HealthChecker}. */
enum HealthState implements StateMachine.State<HealthState> {
    /** The checker has not begun. */
    NEW,
    /** The next ping is sent when the interval is over. */
    WAITING,
    /** A ping was sent, and its answer is awaited. */
    PINGING,
    /** No ping is sent any more, because the plugin was reported or the owner stopped the checker. */
    STOPPED;

    @Override
    public Set<HealthState> successors() {
        return switch (this) {
            case NEW -> EnumSet.of(WAITING);
            case WAITING -> EnumSet.of(PINGING, STOPPED);
            case PINGING -> EnumSet.of(WAITING, STOPPED);
            case STOPPED -> EnumSet.noneOf(HealthState.class);
        };
    }
}
