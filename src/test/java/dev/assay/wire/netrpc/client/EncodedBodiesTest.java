package dev.assay.wire.netrpc.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EncodedBodiesTest {
    private static final int ROOM = 10_000;

    private final List<String> encoded = new ArrayList<>();

    private byte[] encode(String text) {
        encoded.add(text);
        return new byte[text.length()];
    }

    @Test
    void the_same_object_is_encoded_once() {
        EncodedBodies bodies = new EncodedBodies(ROOM);
        String value = "abc";
        assertThat(bodies.of(value, this::encode))
                .isSameAs(bodies.of(value, this::encode))
                .hasSize(3);
        assertThat(encoded).hasSize(1);
    }

    @Test
    @SuppressWarnings("StringCopy")
    void an_equal_object_is_another_one() {
        EncodedBodies bodies = new EncodedBodies(ROOM);
        bodies.of(new String("abc"), this::encode);
        bodies.of(new String("abc"), this::encode);
        assertThat(encoded).hasSize(2);
    }

    @Test
    void an_encoding_that_failed_is_tried_again() {
        EncodedBodies bodies = new EncodedBodies(ROOM);
        String value = "abc";
        assertThatThrownBy(() -> bodies.of(value, text -> {
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThat(bodies.of(value, this::encode)).hasSize(3);
    }

    @Test
    void some_are_forgotten_when_there_is_no_more_room() {
        EncodedBodies bodies = new EncodedBodies(ROOM);
        List<String> values = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            values.add("x".repeat(1_000));
            bodies.of(values.get(i), this::encode);
        }
        encoded.clear();
        values.forEach(value -> bodies.of(value, this::encode));
        assertThat(encoded.size()).isGreaterThan(90);
    }

    @Test
    void a_body_that_is_larger_than_the_room_is_not_remembered() {
        EncodedBodies bodies = new EncodedBodies(ROOM);
        String small = "abc";
        bodies.of(small, this::encode);
        String large = "x".repeat(ROOM);
        bodies.of(large, this::encode);
        bodies.of(large, this::encode);
        assertThat(encoded.size()).isEqualTo(3);
        bodies.of(small, this::encode);
        assertThat(encoded.size()).isEqualTo(3);
    }

    @Test
    void empty_bodies_are_bounded_too() {
        EncodedBodies bodies = new EncodedBodies(ROOM);
        List<String> values = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            values.add(String.valueOf(new char[0]));
            bodies.of(values.get(i), text -> new byte[0]);
        }
        encoded.clear();
        values.forEach(value -> bodies.of(value, this::encode));
        assertThat(encoded.size()).isGreaterThan(4_900);
    }
}
