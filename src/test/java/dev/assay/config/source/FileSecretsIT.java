package dev.assay.config.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.cluster.Cluster;
import dev.assay.cluster.ClusterFixture;
import dev.assay.config.KeptTexts;
import dev.assay.config.Platform;
import dev.assay.config.SecretException;
import dev.assay.config.Secrets;
import dev.assay.testing.NothingLeftBehind;
import dev.assay.testing.TestSettings;
import dev.assay.testing.cluster.SharedCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The Secrets for plugins of a file, in a pod and elsewhere. */
class FileSecretsIT {
    @RegisterExtension
    static final SharedCluster CLUSTER = new SharedCluster();

    @RegisterExtension
    final NothingLeftBehind nothing = new NothingLeftBehind();

    @TempDir
    Path folder;

    private ClusterFixture here;

    @BeforeEach
    void open() {
        here = new ClusterFixture(CLUSTER.get(), CLUSTER.namespace());
    }

    @AfterEach
    void close() {
        here.close();
    }

    @Test
    void in_a_pod_a_secret_that_is_not_in_the_file_is_the_clusters() throws Exception {
        here.putSecret("creds", Map.of("Authorization", ClusterFixture.base64("of the cluster")));
        Path file = Files.writeString(folder.resolve("plugins.yaml"), """
                kind: ConfigMap
                metadata: {name: argo-rollouts-config}
                data:
                  metricProviderPlugins: |
                    - {name: a/b, location: 'http://x/y', headersFrom: [{secretRef: {name: creds}}]}
                    - {name: a/c, location: 'http://x/y', headersFrom: [{secretRef: {name: own}}]}
                ---
                kind: Secret
                metadata: {name: own}
                stringData: {Authorization: of the file}
                """);
        Secrets inPod = secrets(file, Map.of("KUBERNETES_SERVICE_HOST", "10.0.0.1"));
        assertThat(read(inPod, "creds")).containsEntry("Authorization", "of the cluster");
        assertThat(read(inPod, "own")).containsEntry("Authorization", "of the file");
        assertThatThrownBy(() -> read(inPod, "none"))
                .isInstanceOfSatisfying(
                        SecretException.class, e -> assertThat(e.missing()).isTrue());
        assertThatThrownBy(() -> read(secrets(file, Map.of()), "creds"))
                .isInstanceOf(SecretException.class)
                .hasMessageContaining("creds");
    }

    private Secrets secrets(Path file, Map<String, String> environment) {
        return new PluginSources(
                        environment,
                        new Platform("linux", "amd64"),
                        new Cluster(here::admin, Optional.of(here.namespace)),
                        here.worker,
                        here.timer,
                        InstantSource.system(),
                        KeptTexts.NONE)
                .choose(TestSettings.of(Map.of("assay.config.source", "file", "assay.config.file", file.toString()))
                        .config())
                .secrets();
    }

    private static Map<String, String> read(Secrets secrets, String name) {
        return secrets.read(name).await().atMost(Duration.ofSeconds(30));
    }
}
