package dev.assay.host.instance;

import java.util.Set;

/**
 * The state of one object, and the check that each move is a permitted one. Not thread-safe: its owner is confined to a
 * serial context.
 */
public final class StateMachine<S extends Enum<S> & StateMachine.State<S>> {
    private final String owner;
    private S state;

    /** @param owner for messages, for instance {@code the supervisor of acme/one} */
    public StateMachine(String owner, S first) {
        this.owner = owner;
        this.state = first;
    }

    /** A constant that knows which ones may follow it. */
    public interface State<S> {
        /** The states to which an object in this state may move. */
        Set<S> successors();
    }

    public S state() {
        return state;
    }

    public boolean is(S other) {
        return state == other;
    }

    /** Fails with {@link IllegalStateException} when the move is not permitted. */
    public void moveTo(S next) {
        if (!state.successors().contains(next)) {
            throw new IllegalStateException("tried to move " + owner + " to " + next + ", but it is " + state
                    + " and may become " + state.successors() + " only");
        }
        state = next;
    }
}
