package dev.assay.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EventTextTest {
    @Test
    void a_long_note_is_cut_at_a_kibibyte_of_utf_8() {
        String note = new EventText(EventText.Type.NORMAL, "Test", "\u00e4\ud83d\ude00".repeat(1000)).note();
        assertThat(note.getBytes(StandardCharsets.UTF_8).length).isBetween(1018, 1024);
        assertThat(note).startsWith("\u00e4\ud83d\ude00\u00e4").endsWith("...").doesNotContain("?");
    }

    @Test
    void a_note_of_several_lines_is_shown_on_one() {
        assertThat(new EventText(EventText.Type.WARNING, "Test", "tried x, but\n  a: b; c\n  d: e; f").note())
                .isEqualTo("tried x, but a: b; c | d: e; f");
    }

    @Test
    void a_note_that_fits_is_left_alone() {
        assertThat(new EventText(EventText.Type.NORMAL, "Test", "x".repeat(1024)).note())
                .isEqualTo("x".repeat(1024));
    }

    @Test
    void the_pod_is_named_at_the_end_of_a_note_of_any_length() {
        assertThat(new EventText(EventText.Type.NORMAL, "Test", "plugin a/b was added").noteOf("assay-0"))
                .isEqualTo("plugin a/b was added (pod assay-0)");
        String longest = new EventText(EventText.Type.NORMAL, "Test", "x".repeat(2000)).noteOf("assay-0");
        assertThat(longest).hasSize(1024).endsWith("x... (pod assay-0)");
    }
}
