package dev.assay.install.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryStoreTest {
    @TempDir
    private Path temporary;

    @Test
    void it_is_removed_with_all_that_is_in_it_when_it_is_closed() throws IOException {
        try (TemporaryStore store = TemporaryStore.in(temporary, "assay-test-")) {
            Files.writeString(
                    Files.createDirectory(store.folder().resolve("inner")).resolve("file"), "x");
        }

        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void a_folder_that_cannot_be_made_is_told_with_its_remedy() throws IOException {
        Path file = Files.createFile(temporary.resolve("file"));

        assertThatThrownBy(() -> TemporaryStore.in(file, "assay-test-"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("tried to make a folder in " + file + ", but ")
                .hasMessageEndingWith("; make it writable, or name another folder with -Djava.io.tmpdir");
    }
}
