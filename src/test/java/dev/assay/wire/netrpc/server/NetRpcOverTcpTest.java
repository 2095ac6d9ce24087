package dev.assay.wire.netrpc.server;

class NetRpcOverTcpTest extends NetRpcServerContract {
    NetRpcOverTcpTest() {
        super(Way.TCP);
    }
}
