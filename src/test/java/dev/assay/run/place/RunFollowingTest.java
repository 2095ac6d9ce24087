package dev.assay.run.place;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.run.report.RunJson;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunFollowingTest {
    private static final byte[] RUNNING = FakeServer.event(
                    "analysisrun", RunJson.of("Running").json().toString())
            .getBytes(StandardCharsets.UTF_8);

    private final RecordingListener listener = new RecordingListener();
    private final ServerRequests requests = new ServerRequests("http://127.0.0.1", Optional.empty(), Optional.empty());
    private final RunFollowing following =
            new RunFollowing("http://127.0.0.1", requests, WaitLimits.USUAL, listener, pause -> true);

    @AfterEach
    void stop() {
        requests.close();
    }

    @Test
    void late_events_of_a_stream_that_was_given_up_are_passed_over() throws Exception {
        ServerEvents older = following.openStream();
        older.accept(RUNNING);
        assertThat(listener.next()).isEqualTo("state Running");

        following.endStream();
        older.accept(RUNNING);
        ServerEvents newer = following.openStream();
        older.accept(RUNNING);
        assertThat(listener.isSilent()).isTrue();

        newer.accept(RUNNING);
        assertThat(listener.next()).isEqualTo("state Running");
    }
}
