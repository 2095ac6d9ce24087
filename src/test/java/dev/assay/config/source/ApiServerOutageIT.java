package dev.assay.config.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.cluster.ClusterFixture;
import dev.assay.testing.LogCapture;
import dev.assay.testing.NothingLeftBehind;
import dev.assay.testing.cluster.TestCluster;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** An API server that goes away and comes back, while its ConfigMap is followed. */
class ApiServerOutageIT {
    @RegisterExtension
    final NothingLeftBehind nothing = new NothingLeftBehind();

    @TempDir
    Path folder;

    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final LogCapture capture = new LogCapture("", this::listen);

    /** Lines that {@code quarkus.log.filter} of application.properties tones down; without Quarkus it is not in force. */
    private static boolean isTonedDown(String line) {
        String logger = "io.vertx.core.net.impl.ConnectionBase: ";
        return line.startsWith(logger + "Connection reset") || line.startsWith(logger + "Broken pipe");
    }

    private void listen(LogRecord entry) {
        String line = entry.getLoggerName() + ": " + entry.getMessage();
        if (entry.getLevel().intValue() >= Level.SEVERE.intValue() && !isTonedDown(line)) {
            errors.add(line);
        }
    }

    @AfterEach
    void expect_that_an_outage_is_no_error() {
        capture.close();
        assertThat(errors).isEmpty();
    }

    @Test
    void an_outage_of_the_API_server_keeps_the_list_and_later_edits_are_seen() throws Exception {
        try (TestCluster cluster = TestCluster.start(folder);
                ClusterFixture here = new ClusterFixture(cluster, "default")) {
            here.put("a/first");
            try (ReadingRecorder readings = ReadingRecorder.of(ConfigMapSources.of(here, here.admin()))) {
                assertThat(readings.await(1)).isEqualTo("[a/first]");

                cluster.killApiServer();
                assertThat(readings.await(2))
                        .contains("the API server at " + cluster.url() + "/ cannot be reached (Connection refused");

                cluster.startApiServer();
                assertThat(readings.await(3)).isEqualTo("[a/first]");
                here.put("a/second");
                assertThat(readings.await(4)).isEqualTo("[a/second]");

                cluster.killApiServer();
                cluster.startApiServer();
                here.put("a/third");
                readings.awaitLast("[a/third]");
            }
        }
    }
}
