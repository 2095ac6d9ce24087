package dev.assay.config.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.assay.config.ConfigException;
import dev.assay.config.ConfigFault;
import dev.assay.config.Platform;
import dev.assay.config.PluginSpec;
import dev.assay.config.SecretException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files with more than the one ConfigMap. */
class ManifestDocumentsTest {
    private static final String CONFIG_MAP = """
            kind: ConfigMap
            metadata:
              name: argo-rollouts-config
            data:
              metricProviderPlugins: |-
                - name: a/b
                  location: https://host/x
                  headersFrom:
                    - secretRef: {name: token}
            """;
    private static final String SECRET = """
            kind: Secret
            metadata: {name: token}
            data: {X-Encoded: aGVsbG8=}
            stringData: {Authorization: Basic abc}
            """;

    @Test
    void only_other_kinds_are_a_fault() {
        assertThat(faults(SECRET + "---\nkind: Deployment\n"))
                .containsExactly(
                        "manifest.kind (line 1): holds 2 objects, but no ConfigMap (kinds: Secret, Deployment); write the"
                                + " manifest of the ConfigMap argo-rollouts-config: kind: ConfigMap, and under data the key"
                                + " metricProviderPlugins");
    }

    @Test
    void a_document_that_is_no_object_is_a_fault_with_its_line() {
        assertThat(faults(CONFIG_MAP + "---\nhello\n---\n[]\n---\nmetadata: {}\n"))
                .hasSize(3)
                .satisfiesExactly(
                        text -> assertThat(text).startsWith("manifest (line 11): is no manifest, but text"),
                        list -> assertThat(list)
                                .startsWith("manifest (line 13): is a list, but must be a whole manifest"),
                        kindless -> assertThat(kindless).startsWith("manifest.kind (line 15): has no kind"));
    }

    @Test
    void several_ConfigMaps_without_the_name_are_a_fault() {
        String other = "kind: ConfigMap\nmetadata: {name: other}\ndata: {metricProviderPlugins: '[]'}\n";
        assertThat(faults(other + "---\n" + other))
                .containsExactly(
                        "manifest (line 1): holds 2 ConfigMaps, none of which has the name argo-rollouts-config;"
                                + " give the one that lists the plugins that name");
    }

    @Test
    void two_ConfigMaps_of_the_name_are_a_fault() {
        assertThat(faults(CONFIG_MAP + "---\n" + CONFIG_MAP))
                .containsExactly(
                        "manifest (line 11): holds a second ConfigMap of the name argo-rollouts-config, beside the one in line 1;"
                                + " keep the one that is meant");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "data: {A: hunter2!} | Secret token.data.A (line 12): is no base64; encode it, or write it under stringData as it is",
                "data: {A: /w==} | Secret token.data.A (line 12): holds bytes that are no UTF-8 text",
                "data: {A: 47114711} | Secret token.data.A (line 12): is a number in YAML, but must be text; put it in quotes",
                "stringData: {A: 47114711} | Secret token.stringData.A (line 12): is a number in YAML, but must be text",
                "stringData: [hunter2] | Secret token.stringData (line 12): is a list, but must be a map",
                "data: hunter2 | Secret token.data (line 12): is text, but must be a map",
            })
    void a_named_Secret_with_a_fault_is_refused_without_its_value(String field, String message) {
        assertThat(faults(CONFIG_MAP + "---\nkind: Secret\n" + field + "\nmetadata: {name: token}\n"))
                .singleElement()
                .asString()
                .contains(message)
                .doesNotContain("hunter2")
                .doesNotContain("47114711");
    }

    @Test
    void a_Secret_that_nobody_names_is_not_looked_at() {
        ManifestFile file = read(CONFIG_MAP + "---\nkind: Secret\nmetadata: {name: other}\ndata: {A: '!'}\n");
        assertThat(file.list().plugins()).hasSize(1);
        assertThatThrownBy(() -> secret(file, "other"))
                .isInstanceOf(SecretException.class)
                .hasMessage(
                        "tried to read the Secret other, but it is not in test; add its manifest there after a line with \"---\"");
    }

    @Test
    void two_Secrets_of_one_name_are_a_fault() {
        assertThat(faults(CONFIG_MAP + "---\n" + SECRET + "---\n" + SECRET))
                .containsExactly("Secret token (line 16): is there twice; remove one of the two");
    }

    @Test
    void the_ConfigMap_is_found_by_kind_and_the_Secret_by_name() {
        ManifestFile file = read("---\n" + SECRET + "---\n# nothing\n---\nkind: Service\n---\n" + CONFIG_MAP);
        assertThat(file.list().plugins()).extracting(PluginSpec::name).containsExactly("a/b");
        assertThat(file.missingSecrets()).isEmpty();
        assertThat(secret(file, "token")).isEqualTo(Map.of("X-Encoded", "hello", "Authorization", "Basic abc"));
    }

    @Test
    void among_several_ConfigMaps_the_one_of_the_name_is_meant() {
        ManifestFile file = read("kind: ConfigMap\nmetadata: {name: other}\ndata: {a: b}\n---\n" + CONFIG_MAP);
        assertThat(file.list().plugins()).hasSize(1);
    }

    @Test
    void among_several_of_the_name_the_one_that_lists_plugins_is_meant() {
        String bare = "kind: ConfigMap\nmetadata: {name: argo-rollouts-config}\n";
        assertThat(read(bare + "---\n" + CONFIG_MAP).list().plugins()).hasSize(1);
        assertThat(read("kind: ConfigMap\ndata: {a: b}\n---\n" + CONFIG_MAP.replace("argo-rollouts-config", "mine"))
                        .list()
                        .plugins())
                .hasSize(1);
        assertThat(faults(bare)).singleElement().asString().startsWith("manifest.data (line 1): is missing or no map");
    }

    @Test
    void a_Secret_that_is_not_in_the_file_is_unknown_and_no_fault() {
        ManifestFile file = read(CONFIG_MAP);
        assertThat(file.list().warnings()).isEmpty();
        assertThat(file.missingSecrets()).containsExactly("token");
        assertThatThrownBy(() -> secret(file, "token"))
                .isInstanceOfSatisfying(
                        SecretException.class, e -> assertThat(e.missing()).isTrue());
    }

    @Test
    void a_Secret_of_another_namespace_is_passed_over_with_a_warning() {
        ManifestFile file = read(CONFIG_MAP.replace("metadata:", "metadata:\n  namespace: one") + "---\n"
                + SECRET.replace("{name: token}", "{name: token, namespace: two}"));
        assertThat(file.missingSecrets()).containsExactly("token");
        assertThat(file.list().warnings())
                .containsExactly(
                        "Secret token (line 12): is passed over, because its namespace is not that of the ConfigMap");
    }

    @Test
    void a_List_in_a_List_is_refused_and_not_walked() {
        StringBuilder bomb = new StringBuilder("kind: List\nitems:\n- &l0 {kind: Secret}\n");
        for (int i = 1; i <= 24; i++) {
            bomb.append("- &l%d {kind: List, items: [*l%d, *l%d]}\n".formatted(i, i - 1, i - 1));
        }
        assertThat(faults(bomb.toString()))
                .hasSize(24)
                .allMatch(f -> f.contains("is a list in a list; write its items into the outer one"));
        String nested = "{kind: List, items: [&a {kind: Secret}, *a, *a]}";
        for (int i = 0; i < 24; i++) {
            nested = "{kind: List, items: [&a%d %s, *a%d, *a%d]}".formatted(i, nested, i, i);
        }
        assertThat(faults(nested)).hasSize(3);
    }

    @Test
    void more_objects_than_are_read_are_a_fault() {
        String many = "---\nkind: Secret\n".repeat(100_000);
        assertThat(faults(many + "---\n" + CONFIG_MAP))
                .containsExactly(
                        "manifest (line 200002): begins the object after the first 100000; write less into one file");
    }

    @Test
    void a_List_is_read_as_its_items() {
        String items = ("- " + CONFIG_MAP.replace("\n", "\n  ")).stripTrailing() + "\n"
                + ("- " + SECRET.replace("\n", "\n  ")).stripTrailing() + "\n";
        ManifestFile file = read("apiVersion: v1\nkind: List\nitems:\n" + items);
        assertThat(file.list().plugins()).hasSize(1);
        assertThat(secret(file, "token")).containsKey("X-Encoded");
        assertThat(faults("kind: List\nitems: {}\n"))
                .containsExactly(
                        "manifest.items (line 1): is missing or no list; write the"
                                + " manifest of the ConfigMap argo-rollouts-config: kind: ConfigMap, and under data the key metricProviderPlugins");
    }

    @Test
    void a_list_of_one_kind_gives_it_to_its_items() {
        String bare = CONFIG_MAP.replace("kind: ConfigMap\n", "").replace("apiVersion: v1\n", "");
        String items = ("- " + bare.strip().replace("\n", "\n  ")) + "\n";
        String token = SECRET.replace("kind: Secret\n", "").replace("apiVersion: v1\n", "");

        ManifestFile file = read("kind: ConfigMapList\nitems:\n" + items + "---\nkind: SecretList\nitems:\n- "
                + token.strip().replace("\n", "\n  ") + "\n");

        assertThat(file.list().plugins()).hasSize(1);
        assertThat(secret(file, "token")).containsKey("X-Encoded");
        assertThat(faults("kind: ConfigMapList\nitems:\n- {kind: Pod}\n"))
                .singleElement()
                .asString()
                .contains("has the kind \"Pod\", not ConfigMap");
    }

    @Test
    void other_kinds_may_be_deep() {
        String deep =
                "kind: CustomResourceDefinition\nspec: " + "{properties: ".repeat(60) + "x" + "}".repeat(60) + "\n";
        assertThat(read(deep + "---\n" + CONFIG_MAP).list().plugins()).hasSize(1);
    }

    private static Map<String, String> secret(ManifestFile file, String name) {
        return file.secrets().read(name).await().indefinitely();
    }

    private static ManifestFile read(String text) {
        return ManifestFile.read("test", text, new Platform("linux", "amd64"));
    }

    private static List<String> faults(String text) {
        ConfigException e = catchThrowableOfType(ConfigException.class, () -> read(text));
        return e.faults().stream().map(ConfigFault::toString).toList();
    }
}
