package dev.assay.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineSplitterTest {
    private final List<String> lines = new ArrayList<>();
    private final LineSplitter splitter = new LineSplitter(
            10, 5, (text, end) -> lines.add("first:" + text + ":" + end), (text, end) -> lines.add(text + ":" + end));

    private final LineSplitter marking = LineSplitter.marking(8, lines::add);

    @Test
    void the_first_line_goes_its_own_way_with_its_own_limit() {
        feed("123456789\nab\n\ncd");
        assertThat(lines).containsExactly("first:123456789:NEWLINE", "ab:NEWLINE", ":NEWLINE");
        splitter.end();
        assertThat(lines).last().isEqualTo("cd:EOF");
    }

    @Test
    void lines_may_come_in_pieces() {
        "1|1|x\r\nab\r\nc\n".chars().forEach(c -> feed(Character.toString(c)));
        assertThat(lines).containsExactly("first:1|1|x:NEWLINE", "ab:NEWLINE", "c:NEWLINE");
    }

    @Test
    void a_line_at_the_limit_is_whole_and_a_longer_one_is_cut_at_once_and_its_rest_skipped() {
        feed("x\n12345\n12345\r\n123456");
        assertThat(lines).containsExactly("first:x:NEWLINE", "12345:NEWLINE", "12345:NEWLINE", "12345:CUT");
        feed("789".repeat(1000));
        feed("0\nnext\n");
        splitter.end();
        assertThat(lines).endsWith("12345:CUT", "next:NEWLINE").hasSize(5);
    }

    @Test
    void a_first_line_that_never_ends_is_cut() {
        feed("y".repeat(100_000));
        feed("y".repeat(100_000));
        splitter.end();
        assertThat(lines).containsExactly("first:yyyyyyyyyy:CUT");
    }

    @Test
    void a_character_that_the_limit_cuts_in_two_is_left_out() {
        feed("x\nabcdäöü\nab€€\n");
        assertThat(lines).containsExactly("first:x:NEWLINE", "abcd:CUT", "ab€:CUT");
    }

    @Test
    void bytes_that_are_not_utf_8_are_replaced() {
        feed("x\n");
        splitter.feed(new byte[] {'a', (byte) 0xff, 'b', '\n'}, 0, 4);
        assertThat(lines).last().isEqualTo("a\ufffdb:NEWLINE");
    }

    @Test
    void the_unfinished_first_line_can_be_seen_and_no_other() {
        assertThat(splitter.unfinishedFirstLine()).isEmpty();
        feed("1|1|u");
        assertThat(splitter.unfinishedFirstLine()).isEqualTo("1|1|u");
        splitter.end();
        assertThat(splitter.unfinishedFirstLine()).isEqualTo("1|1|u");
        feed("nix\nab");
        assertThat(splitter.unfinishedFirstLine()).isEmpty();
    }

    @Test
    void pieces_may_stand_anywhere_in_their_array_and_be_cut_in_the_middle_of_a_character() {
        byte[] text = "\u00e4\u20ac\r\n\nend".getBytes(StandardCharsets.UTF_8);
        for (byte b : text) {
            marking.feed(new byte[] {0, b}, 1, 1);
        }
        assertThat(lines).containsExactly("\u00e4\u20ac", "");
        marking.end();
        marking.end();
        assertThat(lines).containsExactly("\u00e4\u20ac", "", "end");
    }

    @Test
    void an_endless_line_is_marked_and_the_next_one_is_whole() {
        feed(marking, "12345678\n123456789");
        assertThat(lines).containsExactly("12345678", "12345678 [cut after 8 bytes]");
        feed(marking, "9".repeat(1000) + "\nnext\n");
        assertThat(lines).containsExactly("12345678", "12345678 [cut after 8 bytes]", "next");
    }

    private void feed(String text) {
        feed(splitter, text);
    }

    private static void feed(LineSplitter splitter, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        splitter.feed(bytes, 0, bytes.length);
    }
}
