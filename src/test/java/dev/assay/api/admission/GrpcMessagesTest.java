package dev.assay.api.admission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrpcMessagesTest {
    private static final int LIMIT = 100_000;

    private final MemoryBudget budget = new MemoryBudget(64 * 1024 * 1024);
    private final WorkMemory memory = budget.open();
    private final List<Buffer> out = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1000})
    void messages_are_handed_on_whole_however_they_are_cut(int part) {
        Buffer all = frame(0, "one".getBytes(UTF_8))
                .appendBuffer(frame(0, new byte[0]))
                .appendBuffer(frame(0, "three".getBytes(UTF_8)));
        GrpcMessages messages = messages(null);
        for (int at = 0; at < all.length(); at += part) {
            messages.receive(all.getBuffer(at, Math.min(all.length(), at + part)));
        }
        assertThat(out)
                .containsExactly(
                        frame(0, "one".getBytes(UTF_8)), frame(0, new byte[0]), frame(0, "three".getBytes(UTF_8)));
        assertThat(messages.isIncomplete()).isFalse();
    }

    @Test
    void a_message_beyond_the_limit_is_refused_by_its_announced_length() {
        assertStatus(
                () -> messages(null).receive(Buffer.buffer(new byte[] {0, 0x7f, 0, 0, 0})),
                Status.Code.RESOURCE_EXHAUSTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "snappy"})
    void a_packed_message_is_refused_before_it_is_read(String encoding) {
        takeAllMemory();

        assertStatus(() -> messages(encoding).receive(head(1, 90_000)), Status.Code.UNIMPLEMENTED);
    }

    @Test
    void a_packed_message_without_an_encoding_is_refused() {
        assertStatus(() -> messages(null).receive(frame(1, new byte[20])), Status.Code.INTERNAL);
    }

    @Test
    void a_message_without_memory_for_it_is_refused_before_it_is_read() {
        takeAllMemory();

        assertStatus(() -> messages(null).receive(head(0, 90_000)), Status.Code.RESOURCE_EXHAUSTED);
    }

    private void takeAllMemory() {
        budget.open().grow(48 * 1024 * 1024 - 1000);
    }

    private GrpcMessages messages(@Nullable String encoding) {
        return new GrpcMessages(memory, LIMIT, encoding, message -> {}, out::add);
    }

    /** The beginning of a frame, which announces the length of its message. */
    private static Buffer head(int flag, int length) {
        return frame(flag, new byte[length]).getBuffer(0, 5);
    }

    private static Buffer frame(int flag, byte[] message) {
        return Buffer.buffer().appendByte((byte) flag).appendInt(message.length).appendBytes(message);
    }

    private static void assertStatus(Runnable work, Status.Code code) {
        assertThatThrownBy(work::run).isInstanceOfSatisfying(StatusRuntimeException.class, failure -> assertThat(
                        failure.getStatus().getCode())
                .isEqualTo(code));
    }
}
