package dev.assay.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExpositionPageTest {
    private final List<String> series = new ArrayList<>();

    @Test
    void a_line_without_end_is_refused_before_it_is_whole() {
        String longest = "# " + "x".repeat(ExpositionPage.MAX_LINE_BYTES - 2);
        Pieces page = new Pieces("short 1\n" + longest + "x".repeat(1_000_000), 1_000);
        assertThatThrownBy(() -> read(page))
                .isInstanceOf(Exposition.FormatException.class)
                .hasMessage("line 2 is longer than " + ExpositionPage.MAX_LINE_BYTES + " bytes");
        assertThat(page.given).isLessThan(ExpositionPage.MAX_LINE_BYTES + 10_000);
        assertThat(series).containsExactly("short");
    }

    @Test
    void the_longest_line_is_read() throws IOException {
        read(new Pieces("# " + "x".repeat(ExpositionPage.MAX_LINE_BYTES - 2) + "\nup 1\n", 1_000));
        assertThat(series).containsExactly("up");
    }

    @Test
    void lines_may_come_in_pieces_and_the_last_may_have_no_end() throws IOException {
        read(new Pieces("a 1\r\nb{c=\"€\"} 2\n\nd 3", 1));
        assertThat(series).containsExactly("a", "b{c=\"€\"}", "d");
        assertThatThrownBy(() -> read(new Pieces("a 1\r\nb€\n\nc", 1))).hasMessageStartingWith("line 2 has \"€\"");
    }

    @Test
    void a_series_of_a_large_page_is_found_as_soon_as_its_line_was_read() throws IOException {
        String line = "http_requests_total{method=\"post\",code=\"200\"} 1027\n";
        byte[] page = line.repeat(10_000_000 / line.length()).getBytes(StandardCharsets.UTF_8);
        int[] seen = new int[1];
        Pieces pieces = new Pieces(page, 10_000) {
            @Override
            void before(int given) {
                assertThat(seen[0]).isEqualTo(given / line.length());
            }
        };
        ExpositionPage.read(pieces, found -> seen[0]++);
        assertThat(seen[0]).isEqualTo(page.length / line.length());
    }

    private void read(InputStream page) throws IOException {
        ExpositionPage.read(page, found -> series.add(found.shown()));
    }

    /** A stream that gives at most some bytes at once. */
    private static class Pieces extends ByteArrayInputStream {
        private final int size;
        private int given;

        Pieces(String page, int size) {
            this(page.getBytes(StandardCharsets.UTF_8), size);
        }

        Pieces(byte[] page, int size) {
            super(page);
            this.size = size;
        }

        /** Called before each read, with the number of bytes that were read before. */
        @SuppressWarnings("UnusedVariable")
        void before(int bytes) {}

        @Override
        public synchronized int read(byte[] buffer, int offset, int length) {
            before(given);
            int n = super.read(buffer, offset, Math.min(length, size));
            given += Math.max(n, 0);
            return n;
        }
    }
}
