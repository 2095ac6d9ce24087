package dev.assay.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Utf8Test {
    @Test
    void half_a_pair_becomes_the_replacement_character_and_a_whole_one_stays() {
        assertThat(Surrogates.replaceLone("a\ud83d\ude00\u00e4")).isEqualTo("a\ud83d\ude00\u00e4");
        assertThat(Surrogates.replaceLone("\udc00a\ud83d\ude00\ud800")).isEqualTo("\ufffda\ud83d\ude00\ufffd");
    }

    @Test
    void the_start_of_a_text_is_cut_between_two_characters() {
        String text = "a\u00e4\ud83d\ude00";
        for (int longest = 0; longest < 9; longest++) {
            byte[] start = Utf8.start(text, longest);
            assertThat(start).hasSizeLessThanOrEqualTo(longest);
            assertThat(new String(start, StandardCharsets.UTF_8))
                    .isEqualTo(longest < 1 ? "" : longest < 3 ? "a" : longest < 7 ? "a\u00e4" : text);
        }
    }

    @Test
    void bytes_that_are_not_utf_8_are_refused() throws CharacterCodingException {
        assertThat(Utf8.decode("\u00e4\ud83d\ude00".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("\u00e4\ud83d\ude00");
        assertThatThrownBy(() -> Utf8.decode(new byte[] {'a', (byte) 0xe4}))
                .isInstanceOf(CharacterCodingException.class);
    }

    @Test
    void a_stream_is_read_to_its_end_unless_that_is_too_far() throws IOException {
        byte[] bytes = "\u00e4b".getBytes(StandardCharsets.UTF_8);
        assertThat(Utf8.read(new ByteArrayInputStream(bytes), 3)).contains("\u00e4b");
        assertThat(Utf8.read(new ByteArrayInputStream(bytes), 2)).isEmpty();
        assertThat(Utf8.read(new ByteArrayInputStream(bytes), Long.MAX_VALUE - 1))
                .contains("\u00e4b");
        assertThatThrownBy(() -> Utf8.read(new ByteArrayInputStream(bytes, 1, 2), 3))
                .isInstanceOf(CharacterCodingException.class);
    }
}
