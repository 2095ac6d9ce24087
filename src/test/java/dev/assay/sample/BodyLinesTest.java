package dev.assay.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BodyLinesTest {
    private final List<String> lines = new ArrayList<>();
    private final BodyLines body = new BodyLines((text, number) -> lines.add(number + ":" + text));

    @Test
    void a_line_without_end_is_refused_before_it_is_whole() throws Exception {
        feed("short\n");
        feed("x".repeat(BodyLines.MAX_LINE_BYTES));
        assertThatThrownBy(() -> feed("x"))
                .isInstanceOf(SampleException.class)
                .hasMessage("line 2 is longer than " + BodyLines.MAX_LINE_BYTES + " bytes");
    }

    @Test
    void lines_may_come_in_pieces_and_the_last_may_have_no_end() throws Exception {
        for (byte b : "a\r\nb€\n\nc".getBytes(StandardCharsets.UTF_8)) {
            body.take(ByteBuffer.wrap(new byte[] {b}));
        }
        assertThat(lines).containsExactly("1:a", "2:b€", "3:");
        assertThat(body.end()).isEqualTo(4);
        assertThat(lines).last().isEqualTo("4:c");
    }

    @Test
    void of_a_large_page_nothing_is_kept_but_the_line_that_has_not_ended() throws Exception {
        String line = "http_requests_total{method=\"post\",code=\"200\"} 1027\n";
        byte[] page = line.repeat(10_000_000 / line.length()).getBytes(StandardCharsets.UTF_8);
        int[] count = new int[1];
        BodyLines counted = new BodyLines((text, number) -> count[0] = number);
        for (int at = 0; at < page.length; at += 10_000) {
            int length = Math.min(10_000, page.length - at);
            counted.take(ByteBuffer.wrap(page, at, length));
            assertThat(count[0]).isEqualTo((at + length) / line.length());
        }
        assertThat(counted.end()).isEqualTo(page.length / line.length());
    }

    private void feed(String text) throws SampleException {
        body.take(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }
}
