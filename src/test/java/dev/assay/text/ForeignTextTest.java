package dev.assay.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ForeignTextTest {
    @Test
    void a_long_text_is_shortened_and_no_pair_of_surrogates_is_cut_in_two() {
        assertThat(ForeignText.shortened("abc", 3)).isEqualTo("abc");
        assertThat(ForeignText.shortened("abcd", 3)).isEqualTo("abc...");
        assertThat(ForeignText.shortened("ab\ud83d\ude00", 3, "~")).isEqualTo("ab~");
    }

    @Test
    void a_quoted_text_stays_on_its_line_and_within_its_quotes() {
        assertThat(ForeignText.quoted("a\"b\\c\n\r\t\u001b\u200b\u2028\u00e4"))
                .isEqualTo("\"a\\\"b\\\\c\\n\\r\\t\\u001b\\u200b\\u2028\u00e4\"");
        assertThat(ForeignText.quoted("x".repeat(201))).isEqualTo('"' + "x".repeat(200) + "\"...");
    }

    @Test
    void a_visible_text_is_whole_and_keeps_its_tabs() {
        assertThat(ForeignText.visible("a\tb\nc\u001b\u202e\u200d")).isEqualTo("a\tb\\nc\\u001b\\u202e\u200d");
    }

    @Test
    void one_line_has_single_blanks_and_only_what_can_be_seen() {
        assertThat(ForeignText.oneLine("  a \r\n\t b\u0007\u200bc  ", 80)).isEqualTo("a b c");
        assertThat(ForeignText.oneLine("a".repeat(81), 80)).isEqualTo("a".repeat(80) + "...");
        assertThat(ForeignText.excerpt("\n".repeat(1_000) + "a")).isEmpty();
    }
}
