package dev.assay.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.process.linux.HostIdentity;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
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

    /** Each launch tries again, for instance while the disk is full. */
    @Test
    void a_folder_that_cannot_be_furnished_leaves_nothing_behind(@TempDir Path folder) {
        // Half a surrogate pair cannot be written.
        HostIdentity unwritable = new HostIdentity(1, 1, 1, "\ud800");
        assertThatThrownBy(() -> SocketDirectory.create(folder, Optional.of(unwritable)))
                .isInstanceOf(ProcessException.class)
                .hasMessageContaining("set assay.start.socket-directory to a folder that this user may write to");
        assertThat(folder).isEmptyDirectory();
        assertThat(openFiles()).noneMatch(file -> file.startsWith(folder.toString()));
    }

    private static List<String> openFiles() {
        try (DirectoryStream<Path> links = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            List<String> files = new ArrayList<>();
            for (Path link : links) {
                if (Files.isSymbolicLink(link)) {
                    files.add(Files.readSymbolicLink(link).toString());
                }
            }
            return files;
        } catch (IOException e) {
            return List.of(); // Not every system has it.
        }
    }
}
