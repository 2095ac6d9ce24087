package dev.assay.wire.netrpc.server;

class NetRpcOverTlsTest extends NetRpcServerContract {
    NetRpcOverTlsTest() {
        super(Way.TLS_OVER_TCP);
    }
}
