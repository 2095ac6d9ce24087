package dev.assay.wire.netrpc.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EncodedBodiesTest {
    private final List<String> encoded = new ArrayList<>();

    private byte[] encode(String text) {
        encoded.add(text);
        return new byte[text.length()];
    }

    @Test
    void the_same_object_is_encoded_once() {
        EncodedBodies bodies = new EncodedBodies(100);
        String value = "abc";
        assertThat(bodies.of(value, this::encode))
                .isSameAs(bodies.of(value, this::encode))
                .hasSize(3);
        assertThat(encoded).hasSize(1);
        assertThat(bodies.bytes()).isEqualTo(3);
    }

    @Test
    @SuppressWarnings("StringCopy")
    void an_equal_object_is_another_one() {
        EncodedBodies bodies = new EncodedBodies(100);
        bodies.of(new String("abc"), this::encode);
        bodies.of(new String("abc"), this::encode);
        assertThat(encoded).hasSize(2);
    }

    @Test
    void what_came_first_goes_first_when_there_is_no_more_room() {
        EncodedBodies bodies = new EncodedBodies(100);
        List<String> values = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            String value = "x".repeat(20);
            values.add(value);
            bodies.of(value, this::encode);
            assertThat(bodies.bytes()).isLessThanOrEqualTo(100);
        }
        encoded.clear();
        values.subList(5, 10).forEach(value -> bodies.of(value, this::encode));
        assertThat(encoded).isEmpty();
        bodies.of(values.get(0), this::encode);
        assertThat(encoded).hasSize(1);
    }

    @Test
    void a_body_that_would_push_out_most_others_is_not_remembered() {
        EncodedBodies bodies = new EncodedBodies(100);
        String large = "x".repeat(26);
        bodies.of(large, this::encode);
        bodies.of(large, this::encode);
        assertThat(encoded).hasSize(2);
        assertThat(bodies.bytes()).isZero();
    }

    @Test
    void empty_bodies_are_bounded_too() {
        EncodedBodies bodies = new EncodedBodies(100);
        List<String> values = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            values.add(String.valueOf(new char[0]));
            bodies.of(values.get(i), text -> new byte[0]);
        }
        encoded.clear();
        bodies.of(values.get(0), this::encode);
        assertThat(encoded).hasSize(1);
    }
}
