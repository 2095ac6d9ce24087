package dev.assay.install.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTextsTest {
    @TempDir
    Path folder;

    private Path store;
    private StoreTexts texts;

    @BeforeEach
    void make_a_store_that_is_not_there_yet() {
        store = folder.resolve("a/store");
        texts = new StoreTexts(store);
    }

    @Test
    void a_text_is_there_for_the_next_host_and_for_nobody_else() throws IOException {
        assertThat(texts.read("x", 10)).isEmpty();
        texts.write("x", new byte[] {1});
        texts.write("x", new byte[] {2, 3});
        assertThat(new StoreTexts(store).read("x", 10)).hasValue(new byte[] {2, 3});
        Path file = store.resolve("kept/x.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(store.resolve("kept")).isDirectoryNotContaining(path -> !path.equals(file));
    }

    @Test
    void a_text_that_is_too_long_a_link_or_writable_by_others_is_a_fault() throws IOException {
        texts.write("x", new byte[11]);
        assertThatThrownBy(() -> texts.read("x", 10)).hasMessageContaining("more than 10 bytes");
        Path file = store.resolve("kept/x.json");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        assertThatThrownBy(() -> texts.read("x", 20)).hasMessageContaining("everybody may write to " + file);
        Path other = Files.move(file, folder.resolve("other"));
        Files.createSymbolicLink(file, other);
        assertThatThrownBy(() -> texts.read("x", 20)).hasMessageContaining("is a link");
    }

    @Test
    void a_store_that_others_may_write_to_neither_gives_nor_takes_a_text() throws IOException {
        texts.write("x", new byte[1]);
        Files.setPosixFilePermissions(store, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThatThrownBy(() -> texts.read("x", 10)).hasMessageContaining("everybody may write to");
        assertThatThrownBy(() -> texts.write("x", new byte[1])).hasMessageContaining("everybody may write to");
    }

    @Test
    void nothing_is_made_in_a_store_that_is_refused() throws IOException {
        Path open = Files.createDirectory(folder.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        StoreTexts refused = new StoreTexts(open.resolve("store"));
        assertThatThrownBy(() -> refused.write("x", new byte[1])).hasMessageContaining("everybody may write to");
        assertThat(open).isEmptyDirectory();
        StoreTexts itself = new StoreTexts(open);
        assertThatThrownBy(() -> itself.write("x", new byte[1])).hasMessageContaining("everybody may write to");
        assertThat(open).isEmptyDirectory();
    }

    @Test
    void a_text_is_written_where_any_host_removes_what_a_dead_one_left() throws IOException {
        texts.write("x", new byte[1]);
        assertThat(store.resolve("tmp")).isEmptyDirectory();
        Files.delete(store.resolve("tmp"));
        Files.createSymbolicLink(store.resolve("tmp"), folder);
        assertThatThrownBy(() -> texts.write("x", new byte[1])).hasMessageContaining("tmp is a link");
    }

    @Test
    void a_name_that_leads_elsewhere_is_refused() {
        assertThatThrownBy(() -> texts.read("../x", 10)).isInstanceOf(IllegalArgumentException.class);
    }
}
