package dev.assay.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class PluginOutputTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final ByteArrayOutputStream pipe = new ByteArrayOutputStream();
    private final PluginOutput output = new PluginOutput(pipe);

    /** Forgets what it gets. */
    private record Host(boolean isReady) implements PluginOutput.Receiver {

        @Override
        public void send(PluginOutput.Source source, byte[] line) {}

        @Override
        public void end() {}
    }

    @Test
    void a_host_that_begins_to_listen_after_the_end_of_the_output_takes_no_line_away() {
        output.close();
        assertThat(output.attach(new Host(true))).isFalse();
        output.out().println("late");
        assertThat(pipe.toString(StandardCharsets.UTF_8)).isEqualTo("late\n");
    }

    @Test
    void nobody_waits_for_the_pipe_where_a_host_is_gone_and_no_line_is_lost() throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        OutputStream stuck = new OutputStream() {
            @Override
            public void write(int b) {
                try {
                    read.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                pipe.write(b);
            }
        };
        PluginOutput late = new PluginOutput(stuck);
        late.attach(new Host(false));
        late.out().println("one");
        late.err().println("two");

        assertTimeoutPreemptively(SOON, late::detach);
        assertThat(late.attach(new Host(true))).isTrue();
        late.out().println("for the next host");
        read.countDown();
        late.close();

        assertThat(pipe.toString(StandardCharsets.UTF_8)).isEqualTo("one\ntwo\n");
    }
}
