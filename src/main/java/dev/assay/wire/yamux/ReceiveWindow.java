package dev.assay.wire.yamux;

/** The window of one stream for bytes from the peer. Each byte of it is left, on its way, held, or untold. */
final class ReceiveWindow {
    private final int size;

    /** The peer may send them. */
    private long left = YamuxLimits.INITIAL_WINDOW;

    /** The listener holds them. */
    private long held;

    /** They are free, and the peer does not know yet. */
    private int untold;

    ReceiveWindow(int size) {
        this.size = size;
        this.untold = size - YamuxLimits.INITIAL_WINDOW;
    }

    long left() {
        return left;
    }

    /** Takes room for a frame, whose data follows; false when there is too little. */
    boolean take(long bytes) {
        if (bytes > left) {
            return false;
        }
        left -= bytes;
        return true;
    }

    void delivered(int bytes) {
        held += bytes;
    }

    void consumed(int bytes) {
        if (bytes < 0 || bytes > held) {
            throw new IllegalArgumentException("tried to consume " + bytes + " bytes of a stream, but " + held
                    + " are received and not yet consumed; call consumed() once for each byte");
        }
        held -= bytes;
        untold += bytes;
    }

    int untold() {
        return untold;
    }

    /** The free bytes when they are half of the window or more, else 0. */
    int worthTelling() {
        return untold >= size / 2 ? untold : 0;
    }

    void told(int bytes) {
        untold -= bytes;
        left += bytes;
    }
}
