package dev.assay.wire.grpc;

import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class GrpcOverUnixTest extends GrpcContract {
    @TempDir
    private Path directory;

    @Override
    SocketAddress address() {
        return UnixDomainSocketAddress.of(directory.resolve("s"));
    }
}
