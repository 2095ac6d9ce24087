package dev.assay.api.connection;

/** The state of a connection. */
enum GuardState {
    /** No request has come by it yet. */
    FIRST_HEAD,
    /** It has a request, or several. */
    SERVING,
    /** Its requests are answered, and nothing has come since. */
    IDLE,
    /** The first bytes of another request have come. */
    NEXT_HEAD,
    /** Its caller was refused; what still comes is dropped. */
    LINGERING,
    /** It is closed, or about to be. */
    CLOSED;

    /** Whether no request is taken any more. */
    boolean isLast() {
        return this == LINGERING || this == CLOSED;
    }
}
