package dev.assay.install.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.text.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentComparisonTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 200_000})
    void a_copy_is_the_same_when_each_of_its_bytes_is(int length) throws IOException {
        byte[] bytes = bytes(length);
        Path file = write("file", bytes);
        assertThat(ContentComparison.read(file, write("copy", bytes)))
                .isEqualTo(new ContentComparison(Sha256.of(bytes), true));
        for (int changed : new int[] {0, length / 2, length - 1}) {
            if (changed >= 0 && changed < length) {
                byte[] other = bytes.clone();
                other[changed]++;
                assertThat(ContentComparison.read(file, write("other", other)))
                        .as("byte %d", changed)
                        .isEqualTo(new ContentComparison(Sha256.of(bytes), false));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 65_536, 200_000})
    void a_copy_that_is_longer_or_shorter_is_another(int length) throws IOException {
        byte[] bytes = bytes(length);
        Path file = write("file", bytes);
        Path longer = write("longer", Arrays.copyOf(bytes, length + 1));
        assertThat(ContentComparison.read(file, longer)).isEqualTo(new ContentComparison(Sha256.of(bytes), false));
        assertThat(ContentComparison.read(longer, file).same()).isFalse();
    }

    @Test
    void a_copy_that_cannot_be_read_is_another() throws IOException {
        Path file = write("file", bytes(10));
        assertThat(ContentComparison.read(file, folder.resolve("none")))
                .isEqualTo(new ContentComparison(Sha256.of(bytes(10)), false));
        assertThat(ContentComparison.read(file, folder).same()).as("a folder").isFalse();
        assertThat(ContentComparison.read(write("empty", bytes(0)), folder).same())
                .as("a folder, beside nothing")
                .isFalse();
    }

    @Test
    void a_file_that_cannot_be_read_fails() throws IOException {
        Path copy = write("copy", bytes(10));
        assertThatThrownBy(() -> ContentComparison.read(folder.resolve("none"), copy))
                .isInstanceOf(NoSuchFileException.class);
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31 + i / 256);
        }
        return bytes;
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }
}
