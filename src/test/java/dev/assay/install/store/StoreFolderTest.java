package dev.assay.install.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreFolderTest {
    @TempDir
    Path home;

    @Test
    void the_setting_wins() {
        assertThat(choose(Optional.of(Path.of("/x")), Map.of("HOME", home.toString())))
                .isEqualTo(Path.of("/x"));
    }

    @Test
    void the_users_cache_is_the_default() {
        assertThat(choose(Optional.empty(), Map.of("HOME", home.toString())))
                .isEqualTo(home.resolve(".cache/assay/plugins"));
        assertThat(choose(Optional.empty(), Map.of("HOME", "/nowhere", "XDG_CACHE_HOME", home.toString())))
                .isEqualTo(home.resolve("assay/plugins"));
    }

    @Test
    void a_relative_cache_folder_is_ignored() {
        assertThat(choose(Optional.empty(), Map.of("HOME", home.toString(), "XDG_CACHE_HOME", "cache")))
                .isEqualTo(home.resolve(".cache/assay/plugins"));
    }

    @Test
    void without_a_home_that_can_be_written_the_temporary_folder_serves() throws IOException {
        Path file = Files.writeString(home.resolve("file"), "");
        assertThat(choose(Optional.empty(), Map.of("HOME", file.toString()))).isEqualTo(Path.of("/temp/assay-plugins"));
        assertThat(choose(Optional.empty(), Map.of())).isEqualTo(Path.of("/temp/assay-plugins"));
    }

    private static Path choose(Optional<Path> configured, Map<String, String> environment) {
        return StoreFolder.choose(configured, environment, Path.of("/temp"));
    }
}
