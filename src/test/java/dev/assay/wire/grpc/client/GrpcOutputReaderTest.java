package dev.assay.wire.grpc.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.assay.proto.goplugin.StdioData;
import dev.assay.testing.LogCapture;
import io.grpc.Status;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class GrpcOutputReaderTest {
    private final List<String> log = new ArrayList<>();

    /** A worker that runs the newest task first, as a pool with several threads may. */
    private final Deque<Runnable> tasks = new ArrayDeque<>();

    private final GrpcOutputReader reader = new GrpcOutputReader(log::add, tasks::push);

    @Test
    void the_last_words_are_written_before_the_end_of_the_stream() {
        reader.onNext(piece("first\nlast "));
        reader.onNext(piece("words"));
        reader.onCompleted();
        runTasks();
        assertThat(log).containsExactly("first", "last words");
    }

    @Test
    void the_last_words_before_a_failure_are_written_before_it() {
        reader.onNext(piece("last words"));
        reader.onError(Status.INTERNAL.withDescription("reset").asRuntimeException());
        runTasks();
        assertThat(log).hasSize(2).first().isEqualTo("last words");
        assertThat(log.get(1))
                .startsWith("[WARN] tried to read the plugin's output")
                .contains("reset");
    }

    @Test
    void output_that_no_worker_takes_is_said_to_be_lost() {
        List<String> warnings = new ArrayList<>();
        LogCapture capture = new LogCapture(
                GrpcOutputReader.class.getName(), entry -> warnings.add(entry.getLevel() + " " + entry.getMessage()));
        try {
            GrpcOutputReader refused = new GrpcOutputReader(log::add, task -> {
                throw new RejectedExecutionException("shut down");
            });
            refused.onNext(piece("12345"));
            refused.onCompleted();
        } finally {
            capture.close();
        }
        assertThat(warnings).hasSize(2);
        assertThat(warnings.get(0)).startsWith("WARN").contains("shut down", "5 bytes of it", "is lost");
    }

    private void runTasks() {
        while (!tasks.isEmpty()) {
            tasks.pop().run();
        }
    }

    private static StdioData piece(String text) {
        return StdioData.newBuilder()
                .setChannel(StdioData.Channel.STDOUT)
                .setData(ByteString.copyFromUtf8(text))
                .build();
    }
}
