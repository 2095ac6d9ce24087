package dev.assay.secret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testing.FakeTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFilesTest {
    @TempDir
    private Path folder;

    private final FakeTime time = new FakeTime();
    private final SecretRegistry registry = new SecretRegistry(time, time::nanoTime);

    @Test
    void a_token_that_rotates_is_hidden_within_a_second_and_the_former_one_still_is() throws IOException {
        Path token = folder.resolve("token");
        try (SecretFiles files = new SecretFiles(List.of(token), registry, Runnable::run, time)) {
            Files.writeString(token, "first-token\n");
            time.advance(Duration.ofSeconds(1));
            Files.writeString(token, "second-token\n");
            time.advance(Duration.ofSeconds(1));
            assertThat(registry.mask("first-token, second-token")).isEqualTo("*****, *****");
            assertThat(files).isNotNull();
        }
        assertThat(time.scheduled()).isZero();
    }
}
