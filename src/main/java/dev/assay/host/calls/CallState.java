package dev.assay.host.calls;

/** The state of a {@link PendingCall}. It moves from the first to the last and never back; the second may be left out. */
enum CallState {
    /** The call waits at the gate. */
    WAITING,
    /** The call was sent to a connection, and its answer is awaited. */
    IN_FLIGHT,
    /** The caller has its answer or its failure, or has given the call up. */
    ENDED
}
