package dev.assay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.assay.testing.PackagedProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged application as a user calls {@code migrate}. */
class MigrateIT {
    private static final Path ARGOS = Path.of("k8s/argo-rollouts-config.yaml");
    private static final Path ASSAYS = Path.of("k8s/assay-plugins.yaml");

    @TempDir
    Path folder;

    @Test
    void undo_gives_back_what_was_migrated() throws Exception {
        String manifest = """
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: argo-rollouts-config
                data:
                  metricProviderPlugins: |
                    - name: acme/latency
                      location: https://example.com/latency
                """;
        Path before = Files.writeString(folder.resolve("before.yaml"), manifest);
        Result migrated = run("migrate", before.toString());
        assertThat(migrated.code()).isZero();
        assertThat(migrated.out()).contains("args: [bridge, acme/latency, --to, ", "\n---\n", "name: assay-plugins");

        Path both = Files.writeString(folder.resolve("both.yaml"), migrated.out());
        Result undone = run("migrate", "--undo", both.toString());

        assertThat(undone.code()).isZero();
        assertThat(undone.out()).isEqualTo(manifest);
    }

    /** The pair of manifests is one that {@code migrate} would print. */
    @Test
    void the_manifests_of_argo_and_assay_belong_together() throws Exception {
        String both = Files.readString(ARGOS) + "---\n" + Files.readString(ASSAYS);
        Path file = Files.writeString(folder.resolve("both.yaml"), both);

        Result migrated = run("migrate", file.toString());

        assertThat(migrated.code()).as(migrated.err()).isZero();
        String[] documents = migrated.out().split("---\n", -1);
        assertThat(yaml(documents[0])).isEqualTo(yaml(Files.readString(ARGOS)));
        assertThat(yaml(documents[1])).isEqualTo(yaml(Files.readString(ASSAYS)));
    }

    @Test
    void faults_end_with_1_and_print_no_manifest() throws Exception {
        Path file = Files.writeString(folder.resolve("faulty.yaml"), "kind: ConfigMap\ndata: {}\n");

        Result result = run("migrate", file.toString());

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .startsWith("tried to read the plugins from ")
                .contains("has no key metricProviderPlugins");
    }

    private static JsonNode yaml(String text) throws IOException {
        return new YAMLMapper().readTree(text);
    }

    private Result run(String... arguments) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process = new ProcessBuilder(PackagedProgram.command(List.of(), arguments))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            process.destroyForcibly();
        }
    }

    private record Result(int code, String out, String err) {}
}
