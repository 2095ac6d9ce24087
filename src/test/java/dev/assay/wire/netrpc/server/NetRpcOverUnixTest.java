package dev.assay.wire.netrpc.server;

class NetRpcOverUnixTest extends NetRpcServerContract {
    NetRpcOverUnixTest() {
        super(Way.UNIX);
    }
}
