package dev.assay.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.testing.Documents;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MigrateCommandTest extends MigrateFixture {
    /** The forms of Argo's documentation (docs/analysis/plugins.md of v1.10.1) and of published plugins. */
    private static final String PUBLISHED = """
            # Everything about plugins.
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: argo-rollouts-config
              namespace: rollouts
              labels:
                app.kubernetes.io/part-of: argo-rollouts
              annotations:
                argocd.argoproj.io/sync-wave: "-1"
            data:
              metricProviderPlugins: |-
                - name: "argoproj-labs/sample-prometheus" # it must match the name required by the plugin
                  location: "https://github.com/argoproj-labs/rollouts-plugin-metric-sample-prometheus/releases/download/v0.0.4/metric-plugin-linux-amd64"
                  headersFrom: #optional headers for the download via http request
                    - secretRef:
                        name: secret-name
                - name: argoproj-labs/metric-ai
                  location: file:///home/argo-rollouts/rollouts-plugin-metric-ai
                  args: ["--log-level", "debug"]
              stepPlugins: |
                - name: argoproj-labs/step-exec
                  location: file://./step
              trafficRouterPlugins: |-
                - name: "argoproj-labs/gatewayAPI"
                  location: "file:///tmp/gatewayapi"
            """;

    @Test
    void argo_gets_a_bridge_for_each_plugin_and_assay_gets_the_plugins() {
        assertThat(migrate(PUBLISHED)).isZero();

        assertThat(text(out)).isEqualTo("""
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: argo-rollouts-config
                  namespace: rollouts
                  labels:
                    app.kubernetes.io/part-of: argo-rollouts
                  annotations:
                    argocd.argoproj.io/sync-wave: "-1"
                data:
                  metricProviderPlugins: |
                    # Assay runs these plugins. Their own entries are in the ConfigMap assay-plugins.
                    - name: argoproj-labs/sample-prometheus
                      location: file:///opt/assay-bridge/bridge
                      args: [bridge, argoproj-labs/sample-prometheus, --to, 'http://assay-replicas.rollouts.svc:8080']
                    - name: argoproj-labs/metric-ai
                      location: file:///opt/assay-bridge/bridge
                      args: [bridge, argoproj-labs/metric-ai, --to, 'http://assay-replicas.rollouts.svc:8080']
                  stepPlugins: |
                    - name: argoproj-labs/step-exec
                      location: file://./step
                  trafficRouterPlugins: |-
                    - name: "argoproj-labs/gatewayAPI"
                      location: "file:///tmp/gatewayapi"
                ---
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: assay-plugins
                  namespace: rollouts
                data:
                """ + section(PUBLISHED, "  metricProviderPlugins:", "  stepPlugins:"));
        assertThat(text(err)).isEqualTo("""
                note: argoproj-labs/metric-ai is a file of Argo's pod, and Assay needs it too: \
                file:///home/argo-rollouts/rollouts-plugin-metric-ai
                note: comments of standard input outside the lists of plugins are not kept
                """);
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void undo_gives_back_what_there_was(String manifest) {
        assertThat(migrate(manifest)).isZero();
        String both = text(out);
        assertThat(both.split("---\n")).hasSize(2);

        assertThat(migrate(both, "--undo", "-")).as(text(err)).isZero();

        assertThat(values(Documents.yaml(text(out)))).isEqualTo(values(argos(manifest)));
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void a_second_migration_changes_nothing(String manifest) {
        assertThat(migrate(manifest)).isZero();
        String both = text(out);

        assertThat(migrate(both, "-", "--to=http://elsewhere:1")).isZero();

        assertThat(text(out)).isEqualTo(both);
    }

    static Stream<String> manifests() {
        return Stream.of(
                PUBLISHED,
                BARE.formatted("[]"),
                BARE.formatted(
                        "- {name: a/b, location: 'https://h/b', sha256: " + "0a".repeat(32) + ", args: [\"1\", \"\"]}"),
                BARE.formatted(
                        "- name: a/b\n      location: http://joe:pw@h/b\n      timeout: 5s\n      required: false"),
                // Spaces at the ends of lines, and lines of Windows.
                "kind: ConfigMap\ndata:\n  metricProviderPlugins: \"- name: a/b   \\n  location: file:///b\\t \\r\\n\"\n",
                "{\"kind\":\"ConfigMap\",\"data\":{\"metricProviderPlugins\":\"[{\\\"name\\\":\\\"a/b\\\","
                        + "\\\"location\\\":\\\"file:///b\\\"}]\",\"other\":\"yes\"},\"binaryData\":{\"x\":\"AA==\"}}",
                // A chart's list, indented within its value.
                "kind: ConfigMap\ndata:\n  metricProviderPlugins: \"\\n  - name: a/b\\n    location: file:///b\\n    args: "
                        + "[\\\"-l 2\\\"]\"\n",
                "kind: ConfigMap\ndata:\n  trafficRouterPlugins: |\n    - {name: a/t, location: 'file:///t'}\n",
                """
                kind: ConfigMap
                data:
                  metricProviderPlugins: |
                    - &b
                      name: a/b
                      location: file:///b
                    - <<: *b
                      name: a/c
                """,
                "kind: Secret\nmetadata: {name: s}\n---\n" + PUBLISHED + "---\nkind: Namespace\n");
    }

    @Test
    void a_list_of_kubectl_is_read_and_what_the_api_server_sets_is_left_out() {
        String list = """
                apiVersion: v1
                kind: List
                items:
                - apiVersion: v1
                  kind: ConfigMap
                  metadata:
                    annotations:
                      kubectl.kubernetes.io/last-applied-configuration: |
                        {"kind":"ConfigMap"}
                    creationTimestamp: "2026-01-01T00:00:00Z"
                    name: argo-rollouts-config
                    resourceVersion: "12"
                    uid: 8f1
                  data:
                    metricProviderPlugins: "- {name: a/b, location: 'file:///b'}"
                """;

        assertThat(migrate(list)).isZero();

        assertThat(argo().path("metadata").toString()).isEqualTo("{\"name\":\"argo-rollouts-config\"}");
        assertThat(names(argo())).containsExactly("a/b");
    }

    @Test
    void a_list_of_the_api_server_whose_items_have_no_kind_is_read_too() {
        String list = """
                {"kind": "ConfigMapList", "apiVersion": "v1", "metadata": {"resourceVersion": "9"}, "items": [
                  {"metadata": {"name": "kube-root-ca.crt"}, "data": {"ca.crt": "x"}},
                  {"metadata": {"name": "argo-rollouts-config", "namespace": "argo-rollouts"},
                   "data": {"metricProviderPlugins": "- {name: a/b, location: 'file:///b'}"}}]}
                """;

        assertThat(migrate(list)).isZero();

        assertThat(text(out)).startsWith("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: argo-rollouts-config\n");
        assertThat(names(argo())).containsExactly("a/b");
    }

    @Test
    void fields_that_only_assay_can_read_go_to_assay_alone() {
        String manifest =
                BARE.formatted("- {name: a/b, location: 'builtin://sample-scrape', env: {A: x}, timeout: 5s}\n"
                        + "    - {name: a/c, location: 'https://h/{os}', sha256: {linux/amd64: " + "0a".repeat(32)
                        + "}}");

        assertThat(migrate(manifest)).isZero();

        assertThat(list(argo())).allSatisfy(entry -> {
            assertThat(entry.properties()).extracting(Map.Entry::getKey).containsExactly("name", "location", "args");
            assertThat(entry.path("location").asText()).isEqualTo("file:///opt/assay-bridge/bridge");
        });
        assertThat(names(assay())).containsExactly("a/b", "a/c");
        String both = text(out);

        assertThat(migrate(both, "--undo", "-")).isEqualTo(1);
        assertThat(text(out)).isEmpty();
        assertThat(text(err))
                .contains("assay-plugins (a/b).location: is \"builtin://sample-scrape\", which only Assay can start; ")
                .contains("assay-plugins (a/c).location: has a placeholder, which Argo does not fill; ")
                .contains("assay-plugins (a/c).sha256: is a map, and Argo reads one digest; ");
    }

    @Test
    void a_plugin_that_is_added_later_joins_those_that_assay_has() {
        assertThat(migrate(BARE.formatted("- {name: a/b, location: 'file:///b'}")))
                .isZero();
        String both = text(out)
                .replaceFirst("    - name: a/b", "    - {name: a/new, location: 'file:///new'}\n    - name: a/b");

        assertThat(migrate(both)).isZero();

        assertThat(names(argo())).containsExactly("a/new", "a/b");
        assertThat(list(argo()))
                .allSatisfy(
                        entry -> assertThat(entry.path("args").path(0).asText()).isEqualTo("bridge"));
        assertThat(names(assay())).containsExactly("a/b", "a/new");
    }

    @Test
    void argos_list_of_bridges_alone_leaves_the_list_of_assay_as_it_is() {
        String argos = BARE.formatted("- {name: a/b, location: 'file:///x', args: [bridge, a/b]}");

        assertThat(migrate(argos)).isZero();

        assertThat(Documents.yaml(text(out))).isEqualTo(Documents.yaml(argos));
        assertThat(text(err)).contains("so its ConfigMap assay-plugins is not printed");
    }

    @Test
    void a_new_plugin_beside_bridges_needs_the_list_of_assay_too() {
        String argos = BARE.formatted("- {name: a/b, location: 'file:///x', args: [bridge, a/b]}\n"
                + "    - {name: a/new, location: 'file:///new'}");

        assertThat(migrate(argos)).isEqualTo(1);

        assertThat(text(out)).isEmpty();
        assertThat(text(err))
                .contains("has bridges already, and the ConfigMap assay-plugins with their plugins is not");
    }

    @Test
    void a_plugin_that_both_have_with_other_values_is_a_fault() {
        String both = BARE.formatted("- {name: a/b, location: 'file:///b'}") + "---\n"
                + BARE.formatted("- {name: a/b, location: 'file:///other'}")
                        .replace("argo-rollouts-config", "assay-plugins");

        assertThat(migrate(both)).isEqualTo(1);

        assertThat(text(err))
                .contains("metricProviderPlugins (a/b): is in the ConfigMap assay-plugins too, with other values; ");
    }

    @Test
    void undo_tells_what_stays_and_what_argo_ignores() {
        String both = BARE.formatted("- {name: a/b, location: 'file:///x', args: [bridge, a/b]}\n"
                        + "    - {name: a/lost, location: 'file:///x', args: [bridge, a/lost]}")
                + "---\n"
                + BARE.formatted("- {name: a/b, location: 'file:///b', env: {A: x}, timeout: 5s, schema: {}}\n"
                                + "    - {name: a/more, location: 'file:///more'}")
                        .replace("argo-rollouts-config", "assay-plugins");

        assertThat(migrate(both, "--undo", "-")).isZero();

        assertThat(names(argo())).containsExactly("a/b", "a/lost");
        assertThat(text(err))
                .contains("note: Argo ignores env, timeout, schema of a/b\n")
                .contains("note: a/lost stays a bridge, because the ConfigMap assay-plugins has no entry for it\n")
                .contains("note: a/more stays with Assay alone, because Argo's list has no bridge to it\n");
    }

    @Test
    void all_faults_of_both_configmaps_are_told_together() {
        String both = BARE.formatted("- {name: a, location: 'ftp://b'}") + "---\n"
                + BARE.formatted("- {name: a/c}").replace("argo-rollouts-config", "assay-plugins");

        assertThat(migrate(both)).isEqualTo(1);

        assertThat(text(out)).isEmpty();
        assertThat(text(err))
                .startsWith("tried to read the plugins from standard input, but\n")
                .contains(
                        ".name (line 5)",
                        ".location (line 5)",
                        "metricProviderPlugins[0] (a/c).location (line 11): is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--undo"})
    void assays_configmap_alone_is_a_fault(String option) {
        String alone = BARE.formatted("[]").replace("argo-rollouts-config", "assay-plugins");

        assertThat(migrate(alone, option.isEmpty() ? new String[] {"-"} : new String[] {"-", option}))
                .isEqualTo(1);

        assertThat(text(err)).contains("holds Assay's ConfigMap assay-plugins alone; add that of Argo Rollouts");
    }

    @Test
    void undo_without_assays_configmap_is_a_fault() {
        assertThat(migrate(BARE.formatted("[]"), "-", "--undo")).isEqualTo(1);

        assertThat(text(err))
                .contains("holds no ConfigMap assay-plugins, in which Assay has its plugins; add its manifest");
    }

    /** The ConfigMap among the documents of a manifest. */
    private static ObjectNode argos(String manifest) {
        return Stream.of(manifest.split("---\n"))
                .map(Documents::yaml)
                .filter(document -> document.path("kind").asText().equals("ConfigMap"))
                .findFirst()
                .orElseThrow();
    }

    /** The manifest with the list of plugins as values, since the ends of its lines may differ. */
    private static ObjectNode values(ObjectNode configMap) {
        if (configMap.path("data").has("metricProviderPlugins")) {
            ((ObjectNode) configMap.path("data")).set("metricProviderPlugins", list(configMap));
        }
        return configMap;
    }

    private static String section(String text, String from, String to) {
        return text.substring(text.indexOf(from), text.indexOf(to));
    }
}
