package dev.assay.host.calls;

/** The state of a {@link CallGate}, which says what becomes of a call that comes to it. */
enum GateState {
    /** The call waits, because no process of the plugin is there to answer it. */
    WAITING,
    /** The call is sent to the process that is Ready, as soon as its number of calls in flight allows. */
    OPEN,
    /** The call is refused at once. */
    REFUSING
}
