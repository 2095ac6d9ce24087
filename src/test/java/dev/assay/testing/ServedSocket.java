package dev.assay.testing;

import dev.assay.metric.MetricProvider;
import dev.assay.process.Handshake;
import dev.assay.wire.PluginEndpoint;
import dev.assay.wire.PluginOutput;
import dev.assay.wire.grpc.server.GrpcEndpoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/**
 * A provider served by this JVM, for scripts that print its handshake and so pass for plugins without the weight of one.
 */
public final class ServedSocket implements AutoCloseable {
    private final Path folder;
    private final Path socket;
    private final PluginEndpoint.Server server;

    public ServedSocket(MetricProvider provider) throws IOException {
        folder = Files.createTempDirectory("served");
        socket = folder.resolve("plugin");
        server = new GrpcEndpoint(InstantSource.system())
                .start(
                        UnixDomainSocketAddress.of(socket),
                        Optional.empty(),
                        provider,
                        new PluginOutput(new ByteArrayOutputStream()),
                        () -> {});
    }

    public String handshake() {
        return new Handshake(1, UnixDomainSocketAddress.of(socket), "grpc", Optional.empty()).line();
    }

    @Override
    public void close() throws IOException {
        server.close();
        Files.deleteIfExists(socket);
        Files.deleteIfExists(folder);
    }
}
