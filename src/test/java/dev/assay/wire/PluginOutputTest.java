package dev.assay.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PluginOutputTest {
    private final ByteArrayOutputStream pipe = new ByteArrayOutputStream();
    private final PluginOutput output = new PluginOutput(pipe);

    /** Is always ready, and forgets what it gets. */
    private static final class Host implements PluginOutput.Receiver {
        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void send(PluginOutput.Source source, byte[] line) {}

        @Override
        public void end() {}
    }

    @Test
    void a_host_that_begins_to_listen_after_the_end_of_the_output_takes_no_line_away() {
        output.close();
        assertThat(output.attach(new Host())).isFalse();
        output.out().println("late");
        assertThat(pipe.toString(StandardCharsets.UTF_8)).isEqualTo("late\n");
    }
}
