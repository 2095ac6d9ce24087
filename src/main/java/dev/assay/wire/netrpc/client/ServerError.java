package dev.assay.wire.netrpc.client;

/** The {@code Error} of a net/rpc response, as the peer wrote it. */
final class ServerError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ServerError(String text) {
        super(text, null, false, false);
    }

    /** Go's {@code net/rpc/server.go}: {@code can't find service} or {@code method}. */
    boolean saysNotImplemented() {
        return String.valueOf(getMessage()).startsWith("rpc: can't find ");
    }

    /** The argument was not what the peer's types are: gob's own words, or those of argo-rollouts {@code rpc.go}. */
    boolean saysUnreadable() {
        String text = String.valueOf(getMessage());
        return text.startsWith("gob: ") || text.startsWith("invalid args");
    }
}
