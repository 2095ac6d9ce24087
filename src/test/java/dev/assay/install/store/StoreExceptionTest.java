package dev.assay.install.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StoreExceptionTest {
    private static final Path STORE = Path.of("/var/store");

    static Stream<Arguments> faults() {
        String writable = "set assay.store to a folder that can be written";
        String space = "free some space, or set assay.store to a folder with more";
        return Stream.of(
                Arguments.of(
                        new AccessDeniedException("/var/store/tmp"), "writing there is not permitted; " + writable),
                Arguments.of(
                        new FileSystemException("/var/store/tmp", null, "Read-only file system"),
                        "Read-only file system; " + writable),
                Arguments.of(
                        new FileAlreadyExistsException("/var/store"),
                        "/var/store is a file and no folder; " + writable),
                Arguments.of(
                        new FileSystemException("/var/store/tmp", null, "Not a directory"),
                        "Not a directory; " + writable),
                Arguments.of(new IOException("No space left on device"), "No space left on device; " + space),
                Arguments.of(
                        new FileSystemException("/var/store/tmp", null, "No space left on device"),
                        "No space left on device; " + space),
                Arguments.of(new IOException("Disk quota exceeded"), "Disk quota exceeded; " + space),
                Arguments.of(new IOException("Input/output error"), "Input/output error; " + writable),
                Arguments.of(
                        new NoSuchFileException("/var/store/tmp/x-1.part"),
                        "java.nio.file.NoSuchFileException: /var/store/tmp/x-1.part; " + writable),
                Arguments.of(new UnfitStoreException("it is odd", "mend it"), "it is odd; mend it"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void a_fault_is_told_with_what_to_do(IOException e, String end) {
        StoreException told = StoreException.of("acme/latency", STORE, e);
        assertThat(told)
                .hasMessage("tried to install plugin acme/latency into the store /var/store, but " + end)
                .hasCause(e);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_full_disk_is_known_by_what_the_system_says() {
        IOException full = catchThrowableOfType(IOException.class, () -> {
            try (FileChannel channel = FileChannel.open(Path.of("/dev/full"), StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(new byte[1]));
            }
        });
        StoreException told = StoreException.of("acme/latency", STORE, full);
        assertThat(told).hasMessageEndingWith("free some space, or set assay.store to a folder with more");
    }
}
