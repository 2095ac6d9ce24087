package dev.assay.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests of callers that are refused before the cluster is asked. */
class ClusterSecretsTest {
    private static final String ESCAPE = "x/../../../argo-rollouts/secrets/y";

    private final ClusterSecrets secrets = new ClusterSecrets(
            new Cluster(
                    () -> {
                        throw new AssertionError("the cluster may not be asked");
                    },
                    Optional.empty()),
            Runnable::run);

    @ParameterizedTest
    @ValueSource(strings = {ESCAPE, "", ".", "..", "a..b", "a%2fb", "a?b", "A", "-a", "a-", "a\n", "a b"})
    void a_bad_name_of_a_Secret_is_refused_before_the_cluster_is_asked(String name) {
        refused("ns", name, "k", "that is no name of a Secret; write the name that kubectl shows");
    }

    @ParameterizedTest
    @ValueSource(strings = {ESCAPE, "", ".", "a.b", "a#b", "A", "-a"})
    void a_bad_namespace_is_refused_before_the_cluster_is_asked(String namespace) {
        refused(namespace, "creds", "k", "that is no name of a namespace; write the name that kubectl shows");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "a b", "a\n"})
    void a_bad_key_is_refused_before_the_cluster_is_asked(String key) {
        refused("ns", "creds", key, "that is no key of a Secret; write letters, digits, -, _ and .");
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 254, 1 << 20})
    void longer_names_than_Kubernetes_has_are_not_asked_for(int length) {
        refused("a".repeat(length), "creds", "k", "that is no name of a namespace");
        refused("ns", "a.".repeat(length) + "a".repeat(200), "k", "that is no name of a Secret");
        refused("ns", "creds", "a".repeat(length + 200), "that is no key of a Secret");
    }

    private void refused(String namespace, String name, String key, String problem) {
        assertThatThrownBy(() -> secrets.value(namespace, name, key).await().indefinitely())
                .isInstanceOfSatisfying(ClusterSecretException.class, e -> assertThat(e.missing())
                        .isFalse())
                .hasMessageStartingWith("tried to read the ")
                .hasMessageContaining(", but " + problem)
                .message()
                .hasSizeLessThan(500);
    }
}
