package dev.assay.plugin;

import dev.assay.wire.grpc.server.GrpcPluginServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Finds an address that the host allows, and listens there. */
final class ListenAddress {
    /** {@code sun_path} in {@code sockaddr_un} has 104 bytes on BSD and macOS, 108 on Linux, one of them the final zero. */
    private static final int MAX_PATH_BYTES = 103;

    /** As an address of IPv4, whatever the machine prefers: hosts expect it. */
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final HostEnvironment offer;

    ListenAddress(HostEnvironment offer) {
        this.offer = offer;
    }

    /** How a server is started at an address; throws {@link BindException} or the like when it is taken. */
    @FunctionalInterface
    interface Start {
        GrpcPluginServer at(SocketAddress address) throws IOException;
    }

    GrpcPluginServer listen(Start start) throws RefusedException {
        return offer.tcp() ? onPort(start) : onSocket(start);
    }

    private GrpcPluginServer onSocket(Start start) throws RefusedException {
        Path path = offer.socketDirectory()
                .resolve("plugin" + ProcessHandle.current().pid() + "-" + Long.toString(System.nanoTime(), 36));
        if (path.toString().getBytes(StandardCharsets.UTF_8).length > MAX_PATH_BYTES) {
            throw new RefusedException("tried to listen on " + path + ", but the path of a Unix socket has at most "
                    + MAX_PATH_BYTES + " bytes; let PLUGIN_UNIX_SOCKET_DIR name a shorter directory");
        }
        try {
            GrpcPluginServer server = start.at(UnixDomainSocketAddress.of(path));
            try {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
            } catch (IOException e) {
                server.close();
                throw e;
            }
            return server;
        } catch (IOException e) {
            throw new RefusedException(
                    "tried to listen on " + path + ", but " + reason(e)
                            + "; let PLUGIN_UNIX_SOCKET_DIR name a directory in which this process may create files",
                    e);
        }
    }

    private GrpcPluginServer onPort(Start start) throws RefusedException {
        IOException last = new BindException("the range is empty");
        for (int port = offer.minPort(); port <= offer.maxPort(); port++) {
            try {
                return start.at(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port));
            } catch (IOException e) {
                last = e;
            }
        }
        throw new RefusedException(
                "tried to listen on the ports " + offer.minPort() + " to " + offer.maxPort()
                        + " of 127.0.0.1, but " + reason(last)
                        + "; free one, or widen PLUGIN_MIN_PORT to PLUGIN_MAX_PORT",
                last);
    }

    private static String reason(Throwable e) {
        Throwable cause = e.getCause();
        return cause == null ? String.valueOf(e.getMessage()) : reason(cause);
    }
}
