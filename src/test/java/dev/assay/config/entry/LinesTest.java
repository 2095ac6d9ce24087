package dev.assay.config.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.assay.config.ConfigException;
import dev.assay.config.ConfigFault;
import dev.assay.config.Platform;
import dev.assay.config.PluginList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The line that a fault names is one that the user can find. */
class LinesTest {
    private static final Platform LINUX = new Platform("linux", "amd64");
    private static final String LIST = "# plugins\n- name: a/b\n  location: /opt/x\n";
    private static final String FAULT =
            "metricProviderPlugins[0] (a/b).location (%s): \"/opt/x\" has no scheme; write file:///opt/x";

    @Test
    void in_a_literal_block_the_line_is_that_of_the_file() {
        for (String style : List.of("|", "|-", "|+", "|2-", "|- # why", "&x |")) {
            assertThat(faults("kind: ConfigMap\ndata:\n  metricProviderPlugins: " + style + "\n" + LIST.indent(4)))
                    .containsExactly(FAULT.formatted("line 6"));
        }
    }

    @Test
    void carriage_returns_do_not_change_the_line() {
        String file = "kind: ConfigMap\ndata:\n  metricProviderPlugins: |\n" + LIST.indent(4);
        assertThat(faults(file.replace("\n", "\r\n"))).containsExactly(FAULT.formatted("line 6"));
        assertThat(faults("\uFEFF" + file)).containsExactly(FAULT.formatted("line 6"));
    }

    @Test
    void in_a_second_document_the_line_is_that_of_the_file() {
        assertThat(faults("kind: Secret\n---\nkind: ConfigMap\ndata:\n  metricProviderPlugins: |\n" + LIST.indent(4)))
                .containsExactly(FAULT.formatted("line 8"));
    }

    @Test
    void in_a_quoted_value_the_line_is_that_of_the_value() {
        assertThat(faults("{\"kind\": \"ConfigMap\", \"data\": {\"metricProviderPlugins\": \""
                        + LIST.replace("\n", "\\n") + "\"}}"))
                .containsExactly(FAULT.formatted("line 3 of metricProviderPlugins"));
        assertThat(faults("kind: ConfigMap\ndata:\n  metricProviderPlugins: '" + LIST.replace("\n", "\n\n    ") + "'"))
                .singleElement()
                .asString()
                .contains("of metricProviderPlugins)");
    }

    @Test
    void in_a_folded_value_the_line_is_that_of_the_value() {
        assertThat(
                        faults(
                                "kind: ConfigMap\ndata:\n  metricProviderPlugins: >-\n    - name: a/b\n      location: /opt/x\n"))
                .containsExactly(FAULT.formatted("line 2 of metricProviderPlugins"));
    }

    @Test
    void in_a_plain_value_the_line_is_that_of_the_value() {
        assertThat(faults("kind: ConfigMap\ndata:\n  metricProviderPlugins: hello\n"))
                .containsExactly("metricProviderPlugins (line 1 of metricProviderPlugins): is text, but must be a list;"
                        + " write a list, each entry as \"- name: ...\" with its fields below");
    }

    @Test
    void in_a_ConfigMap_from_the_cluster_the_line_is_that_of_the_value() {
        assertThat(clusterFaults(Map.of("metricProviderPlugins", LIST)))
                .containsExactly(FAULT.formatted("line 3 of metricProviderPlugins"));
        assertThat(clusterFaults(Map.of("metricPlugins", LIST)))
                .singleElement()
                .asString()
                .startsWith("metricPlugins[0] (a/b).location (line 3 of metricPlugins)");
    }

    @Test
    void a_ConfigMap_from_the_cluster_has_the_same_faults() {
        assertThat(clusterFaults(Map.of())).singleElement().asString().startsWith("ConfigMap.data: has no key");
        assertThat(clusterFaults(Map.of("metricProviderPlugin", "[]")))
                .containsExactly(
                        "ConfigMap.data: has no key metricProviderPlugins; \"metricProviderPlugin\" is probably meant for it;"
                                + " add metricProviderPlugins: |- with the list of plugins");
        assertThat(clusterFaults(Map.of("metricProviderPlugins", "[]", "metricPlugins", LIST)))
                .containsExactly(
                        "ConfigMap.data.metricPlugins: is another name of metricProviderPlugins, and the two differ;"
                                + " keep metricProviderPlugins alone");
        assertThat(clusterFaults(Map.of("metricProviderPlugins", "- a: b\n\t- c")))
                .singleElement()
                .asString()
                .startsWith("metricProviderPlugins (line 2 of metricProviderPlugins): is not valid YAML")
                .endsWith("indent with spaces, YAML allows no tabs there");
    }

    @Test
    void warnings_have_lines_too() {
        PluginList list = ConfigMapData.read(
                "test",
                Map.of("metricProviderPlugins", "- name: a/b\n  location: file:///x\n  colour:\n    red\n", "x", "y"),
                LINUX);
        assertThat(list.warnings())
                .singleElement()
                .asString()
                .startsWith(
                        "metricProviderPlugins[0] (a/b).colour (line 3 of metricProviderPlugins): this field is not known");
    }

    private static List<String> clusterFaults(Map<String, String> data) {
        ConfigException e =
                catchThrowableOfType(ConfigException.class, () -> ConfigMapData.read("the ConfigMap", data, LINUX));
        return e.faults().stream().map(ConfigFault::toString).toList();
    }

    private static List<String> faults(String manifest) {
        ConfigException e =
                catchThrowableOfType(ConfigException.class, () -> ManifestFile.read("test", manifest, LINUX));
        return e.faults().stream().map(ConfigFault::toString).toList();
    }
}
