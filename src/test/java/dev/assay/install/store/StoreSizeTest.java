package dev.assay.install.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreSizeTest {
    @TempDir
    Path folder;

    @Test
    void a_file_counts_once_however_many_links_it_has() throws IOException {
        Path file =
                Files.write(Files.createDirectories(folder.resolve("sha256/ab")).resolve("plugin"), new byte[1000]);
        Path link =
                Files.createLink(Files.createDirectory(folder.resolve("run")).resolve("plugin"), file);
        assertThat(link).exists();
        Path other = Files.write(folder.resolve("other"), new byte[24]);
        assertThat(other).exists();
        assertThat(StoreSize.of(folder)).isEqualTo(1024);
    }

    @Test
    void a_store_that_is_not_there_has_no_size() {
        assertThat(StoreSize.of(folder.resolve("nowhere"))).isZero();
    }
}
