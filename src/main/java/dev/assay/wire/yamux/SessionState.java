package dev.assay.wire.yamux;

/** The states of a session. It moves onwards only; the second and the third may be left out. */
enum SessionState {
    /** Frames are read and written. */
    OPEN,
    /** The owner was told that the peer does not answer. Frames are read and written until the owner ends the session. */
    DEAD,
    /** Bytes came that cannot be taken. The next ones are refused, and nothing is written any more. */
    BROKEN,
    /** The owner ended the session. All streams have ended, and what is received is dropped. */
    OVER;

    /** Whether frames may still be written, and streams opened. */
    boolean isUsable() {
        return this == OPEN || this == DEAD;
    }
}
