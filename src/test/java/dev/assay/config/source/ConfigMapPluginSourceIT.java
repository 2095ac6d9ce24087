package dev.assay.config.source;

import static dev.assay.cluster.ClusterFixture.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.assay.cluster.ClusterFixture;
import dev.assay.config.ConfigException;
import dev.assay.config.PluginList;
import dev.assay.config.PluginSpec;
import dev.assay.testing.FakeTime;
import dev.assay.testing.NothingLeftBehind;
import dev.assay.testing.cluster.SharedCluster;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The ConfigMap in a real cluster. */
class ConfigMapPluginSourceIT {
    @RegisterExtension
    static final SharedCluster CLUSTER = new SharedCluster();

    @RegisterExtension
    final NothingLeftBehind nothing = new NothingLeftBehind();

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
    void a_configmap_that_is_not_there_may_still_come() {
        assertThat(refusal(here.admin()))
                .hasMessage("tried to read the plugins from ConfigMap argo-rollouts-config in the namespace "
                        + here.namespace + ", but\n  ConfigMap: there is no configmaps/argo-rollouts-config in the"
                        + " namespace " + here.namespace + "; create it, or correct the name or the namespace")
                .returns(false, ConfigException::permanent);
    }

    @Test
    void faults_of_what_stands_there_stay_until_they_are_mended() {
        here.put("misspelt");
        assertThat(refusal(here.admin())).hasMessageContaining("name").returns(true, ConfigException::permanent);
    }

    @Test
    void a_configmap_as_argo_installs_it_may_still_be_filled_in() {
        here.put(Map.of());
        assertThat(refusal(here.admin()))
                .hasMessageContaining("ConfigMap.data: is empty; add metricProviderPlugins: |- with the list")
                .returns(false, ConfigException::permanent);
    }

    @Test
    void a_list_that_is_too_large_is_a_fault() {
        here.put(Map.of("metricProviderPlugins", "#".repeat(10_001)));
        assertThat(refusal(here.admin()))
                .hasMessageContaining("metricProviderPlugins: it is larger than 10000 bytes; shorten it");
    }

    @Test
    void a_list_under_binary_data_is_no_missing_list() {
        String bytes = Base64.getEncoder().encodeToString("\u00e4".getBytes(StandardCharsets.ISO_8859_1));
        here.admin()
                .configMaps()
                .inNamespace(here.namespace)
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName(ClusterFixture.NAME)
                        .endMetadata()
                        .withBinaryData(Map.of("metricProviderPlugins", bytes))
                        .build())
                .create();
        assertThat(refusal(here.admin()))
                .hasMessageContaining("it stands under binaryData, where what is not UTF-8 text is put; save");
    }

    @Test
    void a_forbidden_ConfigMap_is_reported_and_read_once_it_is_allowed() {
        here.put("a/first");
        KubernetesClient robot = here.robot();
        assertThat(refusal(robot))
                .hasMessageContaining("RBAC does not allow to get configmaps/argo-rollouts-config in the namespace "
                        + here.namespace + " (403,")
                .hasMessageContaining("system:serviceaccount:" + here.namespace + ":robot")
                .hasMessageContaining("grant the verb get on configmaps in the namespace " + here.namespace)
                .returns(false, ConfigException::permanent);
        here.allow(rule("configmaps", "get"));
        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().untilAsserted(() -> assertThat(
                        load(robot).plugins())
                .extracting(PluginSpec::name)
                .containsExactly("a/first"));
    }

    @Test
    void a_token_that_is_not_accepted_is_reported() {
        KubernetesClient stranger = CLUSTER.get().client(CLUSTER.get().config(here.namespace, "no-such-token"));
        assertThat(refusal(stranger))
                .hasMessageContaining("the API server at https://127.0.0.1:")
                .hasMessageContaining("does not accept the credentials (401, Unauthorized)")
                .returns(false, ConfigException::permanent);
    }

    @Test
    void an_api_server_that_does_not_answer_is_reported() {
        Config nowhere = CLUSTER.get().config(here.namespace, "x");
        nowhere.setMasterUrl("https://127.0.0.1:1");
        assertThat(refusal(CLUSTER.get().client(nowhere)))
                .hasMessageContaining("the API server at https://127.0.0.1:1/ cannot be reached (Connection refused")
                .returns(false, ConfigException::permanent);
    }

    @Test
    void edits_a_deletion_and_a_new_one_are_reported_once_each() {
        here.put("a/first");
        try (ReadingRecorder readings = ReadingRecorder.of(ConfigMapSources.of(here, here.admin()))) {
            assertThat(readings.await(1)).isEqualTo("[a/first]");
            here.put("a/second");
            assertThat(readings.await(2)).isEqualTo("[a/second]");
            here.put("misspelt");
            assertThat(readings.await(3)).contains("misspelt");
            here.delete();
            assertThat(readings.await(4)).contains("there is no configmaps/argo-rollouts-config");
            here.put("a/second");
            assertThat(readings.await(5)).isEqualTo("[a/second]");
        }
    }

    @Test
    void an_edit_that_leaves_the_list_alone_is_no_news() {
        here.put("a/first");
        try (ReadingRecorder readings = ReadingRecorder.of(ConfigMapSources.of(here, here.admin()))) {
            assertThat(readings.await(1)).isEqualTo("[a/first]");
            here.put(Map.of(
                    "metricProviderPlugins",
                    "# a comment\n- {name: a/first, location: 'file:///x'}",
                    "stepPlugins",
                    "[]"));
            here.put("a/second");
            assertThat(readings.await(2)).isEqualTo("[a/second]");
        }
    }

    @Test
    void an_immutable_configmap_is_followed_by_its_replacement() {
        String[] create = {"create", "-n", here.namespace, "-f", "-"};
        CLUSTER.get().kubectl(immutable("a/first"), create);
        try (ReadingRecorder readings = ReadingRecorder.of(ConfigMapSources.of(here, here.admin()))) {
            assertThat(readings.await(1)).isEqualTo("[a/first]");
            here.delete();
            assertThat(readings.await(2)).contains("there is no configmaps/");
            CLUSTER.get().kubectl(immutable("a/second"), create);
            assertThat(readings.await(3)).isEqualTo("[a/second]");
        }
    }

    @Test
    void rights_that_are_taken_away_and_given_back_are_reported_once_each() {
        here.put("a/first");
        KubernetesClient robot = here.robot();
        here.allow(rule("configmaps", "get", "watch"));
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> !load(robot).plugins().isEmpty());
        try (ReadingRecorder readings = ReadingRecorder.of(ConfigMapSources.of(here, robot))) {
            assertThat(readings.await(1)).isEqualTo("[a/first]");
            here.forbid();
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThatThrownBy(() -> load(robot)).isInstanceOf(ConfigException.class));
            here.put("a/second");
            assertThat(readings.await(2)).contains("RBAC does not allow to get configmaps/argo-rollouts-config");
            here.allow(rule("configmaps", "get", "watch"));
            assertThat(readings.await(3)).isEqualTo("[a/second]");
        }
    }

    @Test
    void without_the_right_to_watch_it_is_read_now_and_then() {
        here.put("a/first");
        KubernetesClient robot = here.robot();
        here.allow(rule("configmaps", "get"));
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> !load(robot).plugins().isEmpty());
        FakeTime time = new FakeTime();
        try (ReadingRecorder readings = ReadingRecorder.of(ConfigMapSources.of(here, robot, time))) {
            assertThat(readings.await(1)).isEqualTo("[a/first]");
            await().until(() -> time.scheduled() == 1);
            here.put("a/second");
            time.advance(Duration.ofSeconds(30));
            assertThat(readings.await(2)).isEqualTo("[a/second]");
        }
    }

    @Test
    void the_namespace_is_that_of_the_pod_or_the_kubeconfig_where_none_is_set() {
        KubernetesClient client = CLUSTER.get().client(CLUSTER.get().config(here.namespace, "admin-token"));
        assertThat(here.as(client).namespace()).isEqualTo(here.namespace);
    }

    private PluginList load(KubernetesClient client) {
        return ConfigMapSources.of(here, client).load().await().atMost(Duration.ofSeconds(30));
    }

    private ConfigException refusal(KubernetesClient client) {
        return catchThrowableOfType(ConfigException.class, () -> load(client));
    }

    private static String immutable(String plugin) {
        return "{apiVersion: v1, kind: ConfigMap, immutable: true, metadata: {name: argo-rollouts-config}, data:"
                + " {metricProviderPlugins: \"- {name: " + plugin + ", location: 'file:///x'}\"}}";
    }
}
