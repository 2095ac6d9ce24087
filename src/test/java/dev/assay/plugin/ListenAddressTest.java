package dev.assay.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListenAddressTest {
    @TempDir
    Path folder;

    @BeforeEach
    void open_the_folder_to_others() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    @Test
    void a_socket_that_cannot_be_made_leaves_no_private_folder_behind() throws Exception {
        assertThatThrownBy(() -> new ListenAddress(environment(folder)).listen(address -> {
                    assertThat(folder).isNotEmptyDirectory();
                    throw new BindException("no room");
                }))
                .isInstanceOf(ServeException.class)
                .hasMessageContaining("but no room; ");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_path_that_is_too_long_leaves_no_private_folder_behind() throws Exception {
        Path deep = Files.createDirectory(folder.resolve("x".repeat(100)));
        Files.setPosixFilePermissions(deep, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThatThrownBy(() -> new ListenAddress(environment(deep)).listen(address -> {
                    throw new AssertionError("nobody can listen at " + address);
                }))
                .isInstanceOf(ServeException.class)
                .hasMessageContaining("has at most 103 bytes");
        assertThat(deep).isEmptyDirectory();
    }

    private static HostEnvironment environment(Path sockets) {
        return new HostEnvironment(
                Optional.empty(), false, sockets, Optional.empty(), 0, 65_535, Optional.empty(), OptionalLong.empty());
    }
}
