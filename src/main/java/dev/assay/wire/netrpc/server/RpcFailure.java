package dev.assay.wire.netrpc.server;

/** The failure of a call whose text is sent to the host as net/rpc's error. */
final class RpcFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RpcFailure(String message) {
        super(message, null, false, false);
    }
}
