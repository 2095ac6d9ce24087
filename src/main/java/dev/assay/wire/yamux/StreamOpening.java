package dev.assay.wire.yamux;

/** The states of a stream until both ends know of it. */
enum StreamOpening {
    /** This end opened it, and it waits in the backlog. The peer knows nothing of it. */
    IN_LINE,
    /** Its first frame was sent, and the peer has not acknowledged it. */
    SENT,
    /** Both ends know of it. */
    OPEN
}
