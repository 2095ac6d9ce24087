package dev.assay.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.cluster.ClusterException.Kind;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.ConnectException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClusterExceptionTest {
    private static final ClusterCall CALL =
            new ClusterCall("get", "configmaps", "argo-rollouts", "argo-rollouts-config");

    @Test
    void an_object_that_is_not_there_can_be_created() {
        assertThat(status(404, "x"))
                .hasMessage(
                        "tried to get configmaps/argo-rollouts-config in the namespace argo-rollouts, but there is no"
                                + " configmaps/argo-rollouts-config in the namespace argo-rollouts; create it, or correct the"
                                + " name or the namespace")
                .returns(Kind.GONE, ClusterException::kind);
    }

    @Test
    void a_request_that_rbac_forbids_names_the_grant() {
        assertThat(status(403, "configmaps is forbidden"))
                .hasMessageContaining("(403, configmaps is forbidden)")
                .hasMessageContaining("apply the Role and the RoleBinding of k8s/rbac.yaml, or grant the verb get on"
                        + " configmaps in the namespace argo-rollouts")
                .returns(Kind.FORBIDDEN, ClusterException::kind);
    }

    @Test
    void a_secret_that_rbac_forbids_names_the_role_for_secrets() {
        ClusterCall call = new ClusterCall("get", "secrets", "argo-rollouts", "datadog");
        KubernetesClientException forbidden = new KubernetesClientException(
                new StatusBuilder().withCode(403).withMessage("x").build());
        assertThat(ClusterException.of(call, "https://10.0.0.1/", forbidden))
                .hasMessageEndingWith(
                        "; name datadog under resourceNames in the Role of k8s/secrets and apply it, or grant"
                                + " the verb get on secrets in the namespace argo-rollouts");
    }

    @Test
    void a_token_that_is_not_accepted_must_be_mounted_or_renewed() {
        assertThat(status(401, "Unauthorized"))
                .hasMessageContaining("does not accept the credentials (401, Unauthorized)")
                .hasMessageContaining("automountServiceAccountToken: true")
                .returns(Kind.UNAUTHORIZED, ClusterException::kind);
    }

    @Test
    void an_api_server_that_does_not_answer_is_named_with_the_innermost_reason() {
        ConnectException reason = new ConnectException("Connection refused");
        assertThat(failure(new KubernetesClientException("outer", new RuntimeException("middle", reason))))
                .hasMessageContaining("the API server at https://10.0.0.1/ cannot be reached (Connection refused)")
                .returns(Kind.UNREACHABLE, ClusterException::kind);
    }

    @Test
    void an_answer_of_another_kind_is_kept_short_and_on_one_line() {
        assertThat(status(503, "<html>\n" + "x".repeat(10_000)).getMessage())
                .contains("answered 503 (<html> xxx")
                .hasSizeLessThan(800)
                .doesNotContain("\n");
        assertThat(status(503, "").kind().passes()).isTrue();
        assertThat(status(403, "").kind().passes()).isFalse();
    }

    @Test
    void without_a_client_nothing_is_asked_and_the_reason_is_reported() {
        Cluster cluster = new Cluster(
                () -> {
                    throw new IllegalStateException("no such kubeconfig");
                },
                Optional.empty());
        assertThat(cluster.namespace()).isEqualTo("default");
        assertThatThrownBy(() -> cluster.ask(CALL, client -> "never"))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("how to reach the API server cannot be found out (no such kubeconfig); mount");
    }

    private static ClusterException status(int code, String message) {
        return failure(new KubernetesClientException(
                new StatusBuilder().withCode(code).withMessage(message).build()));
    }

    private static ClusterException failure(KubernetesClientException failure) {
        return ClusterException.of(CALL, "https://10.0.0.1/", failure);
    }
}
