package dev.assay.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testing.NothingLeftBehind;
import dev.assay.testing.TestCluster;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** An API server that goes away and comes back, while its ConfigMap is followed. */
class ApiServerOutageIT {
    @RegisterExtension
    final NothingLeftBehind nothing = new NothingLeftBehind();

    @TempDir
    Path folder;

    @Test
    void what_was_read_stays_in_force_and_later_edits_are_seen() throws Exception {
        try (TestCluster cluster = TestCluster.start(folder);
                ClusterFixture here = new ClusterFixture(cluster, "default")) {
            here.put("a/first");
            try (Told told = Told.by(here.source(here.admin()))) {
                assertThat(told.await(1)).isEqualTo("[a/first]");

                cluster.killApiServer();
                assertThat(told.await(2))
                        .contains("the API server at " + cluster.url() + "/ cannot be reached (Connection refused");

                cluster.startApiServer();
                assertThat(told.await(3)).isEqualTo("[a/first]");
                here.put("a/second");
                assertThat(told.await(4)).isEqualTo("[a/second]");

                cluster.killApiServer();
                cluster.startApiServer();
                here.put("a/third");
                told.awaitLast("[a/third]");
            }
        }
    }
}
