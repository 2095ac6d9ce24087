package dev.assay.migrate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.config.Platform;
import dev.assay.manifest.Yaml;
import dev.assay.testing.Documents;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** The command with its streams, and a reader of what it prints. */
abstract class MigrateFixture {
    /** A ConfigMap of Argo's, without the list of plugins. */
    static final String BARE = """
            kind: ConfigMap
            metadata: {name: argo-rollouts-config}
            data:
              metricProviderPlugins: |
                %s
            """;

    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    final ByteArrayOutputStream err = new ByteArrayOutputStream();

    int migrate(String input, String... arguments) {
        out.reset();
        err.reset();
        List<String> given = arguments.length == 0 && !input.isEmpty() ? List.of("-") : List.of(arguments);
        return new MigrateCommand(
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        new Platform("linux", "amd64"),
                        Set.of("sample-scrape"))
                .run(given);
    }

    ObjectNode argo() {
        return Documents.yaml(text(out).split("---\n", -1)[0]);
    }

    ObjectNode assay() {
        return Documents.yaml(text(out).split("---\n", -1)[1]);
    }

    static JsonNode list(ObjectNode configMap) {
        return Yaml.value(configMap.path("data").path("metricProviderPlugins").asText());
    }

    static List<String> names(ObjectNode configMap) {
        return list(configMap).findValuesAsText("name");
    }

    static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
