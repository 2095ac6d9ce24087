package dev.assay.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocketDirectoryTest {
    /** A plugin that finds it open to others makes a folder of its own in it, whose name makes the path too long. */
    @Test
    void the_folder_of_a_process_is_open_to_nobody_else(@TempDir Path folder) throws IOException {
        SocketDirectory sockets = SocketDirectory.create(folder, Optional.empty());
        try {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(sockets.forProcess())))
                    .isEqualTo("rwx------");
        } finally {
            sockets.delete();
        }
    }
}
