package dev.assay.host.instance;

import java.util.EnumSet;
import java.util.Set;

/** The state of a {@link StartAttempt}. */
enum StartState implements StateMachine.State<StartState> {
    /** The attempt has not begun. */
    NEW,
    /** The executable is fetched and verified. */
    INSTALLING,
    /** The process is being created, which cannot be cancelled. */
    LAUNCHING,
    /** The process is there, shakes hands, is connected and initialises. */
    CONNECTING,
    /** The process is being ended: it failed, or it is to be launched in another dialect. */
    ENDING,
    /** The process answers calls and belongs to the owner. */
    READY,
    /** The attempt has failed, and no process is left. */
    FAILED,
    /** The owner gave the attempt up and is told when no process is left. */
    GIVEN_UP;

    @Override
    public Set<StartState> successors() {
        return switch (this) {
            case NEW -> EnumSet.of(INSTALLING);
            case INSTALLING -> EnumSet.of(LAUNCHING, FAILED, GIVEN_UP);
            case LAUNCHING -> EnumSet.of(CONNECTING, FAILED, GIVEN_UP);
            case CONNECTING -> EnumSet.of(READY, ENDING, GIVEN_UP);
            case ENDING -> EnumSet.of(LAUNCHING, FAILED, GIVEN_UP);
            case READY, FAILED, GIVEN_UP -> EnumSet.noneOf(StartState.class);
        };
    }
}
