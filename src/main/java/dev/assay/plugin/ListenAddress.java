package dev.assay.plugin;

import dev.assay.text.Causes;
import dev.assay.wire.PluginEndpoint;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;

/** Finds an address that the host allows, and listens there. */
final class ListenAddress {
    /** {@code sun_path} in {@code sockaddr_un} has 104 bytes on BSD and macOS, 108 on Linux, one of them the final zero. */
    private static final int MAX_PATH_BYTES = 103;

    /** An IPv4 address, also on a machine that prefers IPv6: hosts expect it. */
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final HostEnvironment environment;

    ListenAddress(HostEnvironment environment) {
        this.environment = environment;
    }

    /** Starts a server at an address; throws {@link BindException} or the like when the address is taken. */
    @FunctionalInterface
    interface Start {
        PluginEndpoint.Server at(SocketAddress address) throws IOException;
    }

    PluginEndpoint.Server listen(Start start) throws ServeException {
        return environment.tcp() ? onPort(start) : onSocket(start);
    }

    private PluginEndpoint.Server onSocket(Start start) throws ServeException {
        Path path =
                folder().resolve("plugin" + ProcessHandle.current().pid() + "-" + Long.toString(System.nanoTime(), 36));
        try {
            return onSocket(start, path);
        } catch (ServeException e) {
            remove(path, e);
            throw e;
        }
    }

    /** Removes the folder that was made for a socket, where there is no socket after all. */
    private void remove(Path socket, ServeException reason) {
        try {
            PrivateFolder.remove(socket, environment.socketDirectory());
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }

    private PluginEndpoint.Server onSocket(Start start, Path path) throws ServeException {
        if (path.toString().getBytes(StandardCharsets.UTF_8).length > MAX_PATH_BYTES) {
            throw new ServeException("tried to listen on " + path + ", but the path of a Unix socket has at most "
                    + MAX_PATH_BYTES + " bytes; let PLUGIN_UNIX_SOCKET_DIR name a shorter directory");
        }
        try {
            PluginEndpoint.Server server = start.at(UnixDomainSocketAddress.of(path));
            try {
                permit(path);
            } catch (IOException | ServeException e) {
                server.close();
                throw e;
            }
            return server;
        } catch (IOException e) {
            throw new ServeException(
                    "tried to listen on " + path + ", but " + reason(e)
                            + "; let PLUGIN_UNIX_SOCKET_DIR name a directory in which this process may create files",
                    e);
        }
    }

    /** Only this user may connect, and those of the group that the host names (go-plugin {@code server.go}). */
    private void permit(Path socket) throws IOException, ServeException {
        if (environment.socketGroup().isEmpty()) {
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
            return;
        }
        String name = environment.socketGroup().get();
        GroupPrincipal group;
        try {
            group = socket.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName(name);
        } catch (UserPrincipalNotFoundException e) {
            throw new ServeException(
                    "tried to let the group " + name + " connect, but there is none of that name; correct"
                            + " PLUGIN_UNIX_SOCKET_GROUP",
                    e);
        }
        Files.getFileAttributeView(socket, PosixFileAttributeView.class).setGroup(group);
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw----"));
    }

    private Path folder() throws ServeException {
        Path given = environment.socketDirectory();
        if (environment.socketGroup().isPresent()) {
            return given; // The host has seen to it that its group may enter, and nobody else.
        }
        try {
            return PrivateFolder.in(given);
        } catch (IOException e) {
            throw new ServeException(
                    "tried to make a private folder for a socket in " + given + ", but " + reason(e)
                            + "; let PLUGIN_UNIX_SOCKET_DIR name a directory in which this process may create files",
                    e);
        }
    }

    private PluginEndpoint.Server onPort(Start start) throws ServeException {
        IOException last = new BindException("the range is empty");
        for (int port = environment.minPort(); port <= environment.maxPort(); port++) {
            try {
                return start.at(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port));
            } catch (IOException e) {
                last = e;
            }
        }
        throw new ServeException(
                "tried to listen on the ports " + environment.minPort() + " to " + environment.maxPort()
                        + " of 127.0.0.1, but " + reason(last)
                        + "; free one, or widen PLUGIN_MIN_PORT to PLUGIN_MAX_PORT",
                last);
    }

    private static String reason(Throwable e) {
        return String.valueOf(Causes.of(e).innermost().orElse(e).getMessage());
    }
}
