package dev.assay.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.testing.Documents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The files of {@code k8s/monitoring}. */
final class MonitoringFiles {
    private static final Path FOLDER = Path.of("k8s", "monitoring");
    private static final ObjectMapper JSON = new ObjectMapper();

    private MonitoringFiles() {}

    /** The names of the alerts. */
    static List<String> alerts() throws IOException {
        return rules().findValuesAsText("alert");
    }

    /** Each alert as it is in the file. */
    static List<JsonNode> rulesWithAlert() throws IOException {
        return rules().findParents("alert");
    }

    /** Writes the rules as Prometheus itself reads them. */
    static Path writeRules(Path folder) throws IOException {
        return write(folder, rules());
    }

    /** Writes the rules so that each fires as soon as its condition holds. */
    static Path writeRulesThatFireSoon(Path folder) throws IOException {
        JsonNode rules = rules();
        rules.findParents("for").forEach(rule -> ((ObjectNode) rule).remove("for"));
        return write(folder, rules);
    }

    /** The queries of the dashboard, with the values that Grafana would fill in. */
    static List<String> queries() throws IOException {
        return JSON.readTree(FOLDER.resolve("assay.json").toFile()).findValuesAsText("expr").stream()
                .map(query -> query.replace("$plugin", ".*").replace("$__rate_interval", "1m"))
                .toList();
    }

    private static Path write(Path folder, JsonNode rules) throws IOException {
        // JSON is YAML too.
        return Files.writeString(folder.resolve("rules.yaml"), JSON.writeValueAsString(rules));
    }

    private static JsonNode rules() throws IOException {
        return Documents.yaml(Files.readString(FOLDER.resolve("prometheusrule.yaml")))
                .get("spec");
    }
}
