package dev.assay.wire.grpc;

import dev.assay.wire.PluginTls;
import dev.assay.wire.TlsIdentity;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Instant;
import java.util.Optional;

class GrpcOverTlsTest extends GrpcContract {
    private final TlsIdentity host = TlsIdentity.create(Instant.now());
    private final TlsIdentity plugin = TlsIdentity.create(Instant.now());

    @Override
    SocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    @Override
    Optional<PluginTls> serverTls() {
        return Optional.of(new PluginTls(plugin, host.certificate()));
    }

    @Override
    Optional<PluginTls> clientTls() {
        return Optional.of(new PluginTls(host, plugin.certificate()));
    }
}
