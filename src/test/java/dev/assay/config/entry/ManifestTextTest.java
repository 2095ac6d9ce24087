package dev.assay.config.entry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ManifestTextTest {
    @Test
    void standard_input_is_read_to_its_end_and_left_open() {
        AtomicBoolean closed = new AtomicBoolean();
        InputStream in = new ByteArrayInputStream("kind: List".getBytes(StandardCharsets.UTF_8)) {
            @Override
            public void close() {
                closed.set(true);
            }
        };
        assertThat(new ManifestText("-").read(in)).isEqualTo("kind: List");
        assertThat(in).isEmpty();
        assertThat(closed).isFalse();
    }
}
