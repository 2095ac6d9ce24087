package dev.assay.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StraySocketTest {
    private static final Instant BEFORE = Instant.EPOCH;

    @TempDir
    Path folder;

    @Test
    void a_file_that_another_program_may_own_stays() throws Exception {
        Path older = socket("plugin1");
        remove(older, Files.getLastModifiedTime(older).toInstant().plusSeconds(2));
        Path other = socket("docker.sock");
        remove(other, BEFORE);
        Path file = Files.writeString(folder.resolve("plugin2"), "");
        remove(file, BEFORE);
        Path link = Files.createSymbolicLink(folder.resolve("plugin3"), socket("plugin4"));
        remove(link, BEFORE);
        assertThat(folder.toFile().list())
                .containsExactlyInAnyOrder("plugin1", "docker.sock", "plugin2", "plugin3", "plugin4");
    }

    @Test
    void a_missing_socket_or_another_address_is_ignored() {
        remove(folder.resolve("plugin1"), BEFORE);
        remove(Path.of("/"), BEFORE);
        StraySocket.remove(handshake(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1)), BEFORE);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void the_socket_of_the_plugin_is_removed() throws Exception {
        Path own = socket("plugin2841");
        remove(own, Files.getLastModifiedTime(own).toInstant());
        assertThat(folder).isEmptyDirectory();
    }

    private static void remove(Path path, Instant started) {
        StraySocket.remove(handshake(UnixDomainSocketAddress.of(path)), started);
    }

    private static Handshake handshake(SocketAddress address) {
        return new Handshake(1, address, "netrpc", Optional.empty());
    }

    private Path socket(String name) throws IOException {
        Path path = folder.resolve(name);
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
        }
        return path;
    }
}
