package dev.assay.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class CausesTest {
    private final IOException inner = new IOException("inner");
    private final UncheckedIOException outer = new UncheckedIOException("outer", inner);

    @Test
    void the_first_of_a_type_and_the_innermost_are_found() {
        assertThat(Causes.of(outer).all()).containsExactly(outer, inner);
        assertThat(Causes.of(outer).first(IOException.class)).contains(inner);
        assertThat(Causes.of(outer).has(IllegalStateException.class)).isFalse();
        assertThat(Causes.of(outer).innermost()).contains(inner);
        assertThat(Causes.of(null).innermost()).isEmpty();
    }

    @Test
    void a_circle_is_walked_once() {
        inner.initCause(outer);
        assertThat(Causes.of(outer).all()).containsExactly(outer, inner);
    }

    @Test
    void a_failure_is_unwrapped_from_what_a_stage_of_work_throws() {
        assertThat(Causes.unwrapped(new CompletionException(inner))).isEqualTo(inner);
        assertThat(Causes.unwrapped(outer)).isEqualTo(outer);
    }
}
