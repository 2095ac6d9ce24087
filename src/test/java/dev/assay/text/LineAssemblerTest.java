package dev.assay.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineAssemblerTest {
    private final List<String> lines = new ArrayList<>();
    private final LineAssembler assembler = new LineAssembler(8, lines::add);

    @Test
    void pieces_cut_anywhere_become_lines() {
        byte[] text = "\u00e4\u20ac\r\n\nend".getBytes(StandardCharsets.UTF_8);
        for (byte b : text) {
            assembler.accept(new byte[] {0, b}, 1, 1);
        }
        assertThat(lines).containsExactly("\u00e4\u20ac", "");
        assembler.end();
        assembler.end();
        assertThat(lines).containsExactly("\u00e4\u20ac", "", "end");
    }

    @Test
    void an_endless_line_is_cut_at_once_and_the_next_one_is_whole() {
        accept("12345678");
        assertThat(lines).containsExactly("12345678 [cut after 8 bytes]");
        accept("9".repeat(1000) + "\nnext\n");
        assertThat(lines).containsExactly("12345678 [cut after 8 bytes]", "next");
    }

    @Test
    void what_is_no_utf8_does_not_stop_it() {
        assembler.accept(new byte[] {(byte) 0xff, 'a', '\n'}, 0, 3);
        assertThat(lines).containsExactly("\ufffda");
    }

    private void accept(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assembler.accept(bytes, 0, bytes.length);
    }
}
