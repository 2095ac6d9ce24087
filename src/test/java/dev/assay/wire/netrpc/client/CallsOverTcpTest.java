package dev.assay.wire.netrpc.client;

import java.net.SocketAddress;

class CallsOverTcpTest extends CallsTest {
    @Override
    SocketAddress address() {
        return anyPort();
    }
}
