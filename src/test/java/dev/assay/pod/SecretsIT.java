package dev.assay.pod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testing.go.GoCommands;
import dev.assay.testing.kubelet.Image;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A variable of a plugin from a Secret, which the base does not permit and the component {@code k8s/secrets} does. */
class SecretsIT extends WithKubelet {
    @Test
    void a_plugin_waits_for_the_right_to_its_secret_and_goes_on_when_the_role_names_it() throws Exception {
        try (Installation assay = new Installation(KUBELET, folder)) {
            assay.kubelet()
                    .provide(
                            "registry.example.com/assay-plugins:1",
                            Image.assay().with(GoCommands.executable("noop"), "/opt/plugins/latency"));
            assay.kubectl("create", "secret", "generic", "datadog", "--from-literal=token=s3cr3t");
            assay.plugins("[{name: acme/latency, location: 'file:///opt/plugins/latency',"
                    + " env: {API_TOKEN: {secretKeyRef: {name: datadog, key: token}}}}]");
            assay.apply(List.of("image"), "");
            Pod waiting = assay.await("told the right that it lacks", pod -> assay.log(pod)
                    .contains("name datadog under resourceNames in the Role of k8s/secrets"));
            assertThat(Installation.isReady(waiting)).isFalse();

            assay.apply(List.of("image", "secrets"), """
                    patches:
                      - target: {kind: Role, name: assay-secrets}
                        patch: '[{"op": "replace", "path": "/rules/0/resourceNames", "value": ["assay-plugins", "datadog"]}]'
                    """);
            assertThat(assay.measure(assay.awaitReady(0), "acme/latency")).contains("Successful");
            assertThat(assay.pods())
                    .extracting(pod -> pod.getMetadata().getName())
                    .contains(waiting.getMetadata().getName());
        }
    }
}
