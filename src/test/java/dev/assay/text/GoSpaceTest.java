package dev.assay.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GoSpaceTest {
    @Test
    void a_text_is_trimmed_of_what_unicode_calls_white_space() {
        assertThat(GoSpace.trim("\t\u000b\f\r\n \u0085\u00a0\u1680\u2000\u2028\u3000 a b \u202f\u205f"))
                .isEqualTo("a b");
        assertThat(GoSpace.trim(" \u2003 ")).isEmpty();
    }

    @Test
    void control_characters_and_what_has_no_width_are_no_white_space() {
        assertThat(GoSpace.trim("\u001c\u200b")).isEqualTo("\u001c\u200b");
        assertThat(GoSpace.trim("\ufeffa\ufeff")).isEqualTo("\ufeffa\ufeff");
    }

    @Test
    void other_letters_are_trimmed_as_whole_characters() {
        assertThat(GoSpace.trim("\ud83e\udee0a\ud83e\udee0", c -> c == 0x1fae0)).isEqualTo("a");
    }
}
