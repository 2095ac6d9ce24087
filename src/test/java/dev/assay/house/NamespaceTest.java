package dev.assay.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The namespace of Assay, which a kustomization chooses: kustomize writes it into no variable of a container. */
class NamespaceTest {
    @Test
    void no_container_of_assay_is_told_of_the_services_of_one_namespace() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("k8s"))) {
            List<Path> deployments =
                    files.filter(file -> file.endsWith("deployment.yaml")).toList();
            assertThat(deployments).contains(Path.of("k8s/deployment.yaml"), Path.of("k8s/tls/deployment.yaml"));
            assertThat(deployments)
                    .allSatisfy(file -> assertThat(Files.readString(file)).doesNotContain(".argo-rollouts"));
        }
    }
}
