package dev.assay.cluster;

import static dev.assay.cluster.ClusterFixture.base64;
import static dev.assay.cluster.ClusterFixture.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.assay.testing.NothingLeftBehind;
import dev.assay.testing.cluster.SharedCluster;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Secrets of a real cluster, for downloads and for arguments. */
class ClusterSecretsIT {
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
    void a_secret_that_is_not_there_may_still_come() {
        assertThatThrownBy(() -> read(here.admin(), "creds"))
                .isInstanceOfSatisfying(ClusterSecretException.class, e -> assertThat(e.missing())
                        .isTrue())
                .hasMessage("tried to get secrets/creds in the namespace " + here.namespace + ", but there is no"
                        + " secrets/creds in the namespace " + here.namespace
                        + "; create it, or correct the name or the namespace");
    }

    @Test
    void a_secret_that_rbac_forbids_is_reported_with_the_grant() {
        here.putSecret("creds", Map.of("k", base64("v")));
        assertThatThrownBy(() -> read(here.robot(), "creds"))
                .isInstanceOf(ClusterSecretException.class)
                .hasMessageContaining("RBAC does not allow to get secrets/creds in the namespace " + here.namespace)
                .hasMessageContaining("name creds under resourceNames in the Role of k8s/secrets")
                .hasMessageContaining("grant the verb get on secrets in the namespace " + here.namespace);
    }

    @Test
    void a_value_that_is_no_text_is_reported_without_showing_it() {
        here.putSecret("creds", Map.of("k", Base64.getEncoder().encodeToString(new byte[] {(byte) 0xff, 'x'})));
        assertThatThrownBy(() -> read(here.admin(), "creds"))
                .isInstanceOf(ClusterSecretException.class)
                .hasMessage("tried to read the key k of the Secret creds in the namespace " + here.namespace
                        + ", but it is not UTF-8 text; correct its value");
    }

    @Test
    void a_rotated_secret_is_used_at_once() {
        here.putSecret("creds", Map.of("Authorization", base64("Bearer old"), "X-Other", base64("")));
        assertThat(read(here.admin(), "creds")).isEqualTo(Map.of("Authorization", "Bearer old", "X-Other", ""));
        here.putSecret("creds", Map.of("Authorization", base64("Bearer new")));
        assertThat(read(here.admin(), "creds")).containsEntry("Authorization", "Bearer new");
    }

    @Test
    void an_argument_is_read_from_its_entry_and_what_is_missing_is_reported_in_argos_words() {
        here.putSecret("creds", Map.of("token", base64("s3cret!")));
        ClusterSecrets secrets = new ClusterSecrets(here.as(here.admin()), here.worker);
        assertThat(get(secrets.value(here.namespace, "creds", "token"))).isEqualTo("s3cret!");
        assertThatThrownBy(() -> get(secrets.value(here.namespace, "creds", "other")))
                .isInstanceOf(ClusterSecretException.class)
                .hasMessage("key 'other' does not exist in secret 'creds'");
        assertThatThrownBy(() -> get(secrets.value(here.namespace, "none", "token")))
                .isInstanceOf(ClusterSecretException.class)
                .hasMessage("secrets \"none\" not found");
    }

    @Test
    void rights_to_a_secret_are_used_as_soon_as_they_are_there() {
        here.putSecret("creds", Map.of("k", base64("v")));
        KubernetesClient robot = here.robot();
        here.allow(rule("secrets", "get"));
        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().untilAsserted(() -> assertThat(read(robot, "creds"))
                .containsEntry("k", "v"));
    }

    private Map<String, String> read(KubernetesClient client, String name) {
        Cluster cluster = new Cluster(() -> client, Optional.of(here.namespace));
        return get(new ClusterSecrets(cluster, here.worker).entries(name));
    }

    private static <T> T get(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(30));
    }
}
