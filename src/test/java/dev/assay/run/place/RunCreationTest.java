package dev.assay.run.place;

import static dev.assay.run.place.FakeServer.problem;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunCreationTest {
    private final AtomicLong nanos = new AtomicLong();
    private final List<Duration> pauses = new ArrayList<>();
    private final RecordingListener listener = new RecordingListener();
    private final FakeServer server = new FakeServer();
    private final ServerRequests requests = new ServerRequests(server.address(), Optional.empty(), Optional.empty());

    RunCreationTest() throws Exception {}

    @AfterEach
    void stop() {
        requests.close();
        server.close();
    }

    @Test
    void a_server_that_was_busy_and_starts_anew_is_tried_for_the_whole_time_of_a_connection() throws Exception {
        server.created(problem(503, "there is no room", "Retry-After", "15"));

        assertThat(new RunCreation(server.address(), requests, WaitLimits.USUAL, listener, this::isEnded, nanos::get)
                        .create("{}"))
                .isEmpty();

        assertThat(pauses.get(0)).isEqualTo(Duration.ofSeconds(15));
        assertThat(pauses.stream().skip(1).reduce(Duration.ZERO, Duration::plus))
                .isGreaterThanOrEqualTo(WaitLimits.USUAL.connect());
        assertThat(listener.next()).startsWith("note the server has no room for the run: there is no room");
        assertThat(listener.next()).startsWith("failed tried to reach Assay at " + server.address());
    }

    /** The server goes away in the first pause. */
    private boolean isEnded(Duration pause) {
        if (pauses.isEmpty()) {
            server.close();
        }
        pauses.add(pause);
        nanos.addAndGet(pause.toNanos());
        return false;
    }
}
