package dev.assay.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class FreePortTest {
    @Test
    void it_can_be_bound() throws IOException {
        int port = FreePort.find();
        assertThat(port).isBetween(FreePort.LOWEST, FreePort.END - 1);
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(socket.getLocalPort()).isEqualTo(port);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void the_kernel_gives_it_to_nobody_else() throws IOException {
        // The kernel gives this file to the first read only, which has to be long enough.
        String range = Files.readAllLines(Path.of("/proc/sys/net/ipv4/ip_local_port_range"))
                .get(0);
        assertThat(Integer.parseInt(range.split("\\s")[0])).isGreaterThanOrEqualTo(FreePort.END);
    }
}
