package dev.assay.testing.argo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.testing.cluster.TestCluster;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;

/** The AnalysisRuns of one namespace, which Argo's controller measures. */
public final class AnalysisRuns {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final List<String> COMPLETED = List.of("Successful", "Failed", "Error", "Inconclusive");
    private static final List<String> TIMES = List.of("startedAt", "finishedAt", "completedAt", "resumeAt");

    private final TestCluster cluster;
    private final String namespace;

    public AnalysisRuns(TestCluster cluster, String namespace) {
        this.cluster = cluster;
        this.namespace = namespace;
    }

    /** @param manifests YAML documents without {@code apiVersion} */
    public void create(String manifests) {
        String versioned = manifests.replaceAll("(?m)^kind: ", "apiVersion: argoproj.io/v1alpha1\nkind: ");
        String unused = cluster.kubectl(versioned, new String[] {"create", "-n", namespace, "-f", "-"});
    }

    /** Asks Argo to end a run. */
    public void terminate(String name) {
        String unused = cluster.kubectl(
                "patch", "analysisrun", name, "-n", namespace, "--type=merge", "-p", "{\"spec\":{\"terminate\":true}}");
    }

    /** Waits until the status of a run is as wanted, and gives it. */
    public JsonNode await(String name, Predicate<JsonNode> wanted) {
        return Awaitility.await(name)
                .atMost(LONG)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> statuses().getOrDefault(name, MissingNode.getInstance()), wanted);
    }

    /** Waits until all runs have ended, and gives their statuses without times, by name. Metrics are in the order of names. */
    public Map<String, JsonNode> completed() {
        Awaitility.await().atMost(LONG).pollInterval(Duration.ofMillis(250)).until(() -> statuses().values().stream()
                .allMatch(AnalysisRuns::isCompleted));
        Map<String, JsonNode> all = statuses();
        all.values().forEach(AnalysisRuns::removeTimes);
        all.values().forEach(AnalysisRuns::sortMetrics);
        return all;
    }

    public static boolean isCompleted(JsonNode status) {
        return COMPLETED.contains(status.path("phase").asText());
    }

    /** The statuses as they are now, by the names of the runs. */
    public Map<String, JsonNode> statuses() {
        Map<String, JsonNode> all = new TreeMap<>();
        for (GenericKubernetesResource run : cluster.admin()
                .genericKubernetesResources("argoproj.io/v1alpha1", "AnalysisRun")
                .inNamespace(namespace)
                .list()
                .getItems()) {
            JsonNode status =
                    new ObjectMapper().valueToTree(run.getAdditionalProperties().get("status"));
            all.put(run.getMetadata().getName(), status);
        }
        return all;
    }

    /** Argo measures the metrics of a run at the same time, and lists each when it is done. */
    private static void sortMetrics(JsonNode status) {
        if (status.get("metricResults") instanceof ArrayNode results) {
            List<JsonNode> sorted = StreamSupport.stream(results.spliterator(), false)
                    .sorted(Comparator.comparing(result -> result.path("name").asText()))
                    .toList();
            results.removeAll().addAll(sorted);
        }
    }

    private static void removeTimes(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(TIMES);
        }
        node.forEach(AnalysisRuns::removeTimes);
    }
}
