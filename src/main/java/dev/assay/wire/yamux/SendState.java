package dev.assay.wire.yamux;

/** The states of the direction of a stream in which this end sends. */
enum SendState {
    /** This end may write. */
    OPEN,
    /** This end writes no more, and what is queued has not gone yet. */
    FINISHING,
    /** The peer was told that nothing more comes. */
    FINISHED
}
