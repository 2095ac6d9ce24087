package dev.assay.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretSourcesTest {
    @TempDir
    private Path folder;

    @Test
    void all_values_of_an_entry_are_hidden_that_are_more_than_a_switch_or_a_number() {
        assertThat(SecretSources.ofEntry(
                        Map.of(
                                "DSN", "shop-reader",
                                "ON", "1",
                                "PORT", "8080",
                                "BUDGET", "100000000",
                                "WAIT", "1m30s",
                                "LEVEL", "debug",
                                "PHASE", "Successful",
                                "PIN_KEY", "12345678"),
                        ""))
                .containsExactlyInAnyOrder("shop-reader", "12345678");
    }

    @Test
    void a_value_of_an_entry_that_stands_in_an_open_text_is_hidden_only_where_its_name_says_so() {
        Map<String, String> env = Map.of(
                "MODE", "latency", "ROOT", "/opt/plugins", "KEY", "plugins", "PASSWORD", "acme", "OTHER", "late");
        assertThat(SecretSources.ofEntry(env, "acme/latency file:///opt/plugins/latency"))
                .containsExactlyInAnyOrder("plugins", "acme", "late");
    }

    @Test
    void inherited_variables_with_telling_names_are_hidden() {
        assertThat(SecretSources.ofEnvironment(Map.of(
                        "GITHUB_TOKEN", "token-value",
                        "DD_APIKEY", "apikey-value",
                        "DB_PWD", "pwd-value",
                        "BASIC_AUTH", "auth-value",
                        "PWD", "/srv/shop/folder",
                        "OLDPWD", "/srv/shop/former",
                        "AUTHOR", "Somebody Else",
                        "HOME", "/home/somebody",
                        "COMPASS", "north-by-west")))
                .containsExactlyInAnyOrder("token-value", "apikey-value", "pwd-value", "auth-value");
    }

    @Test
    void passwords_in_addresses_are_hidden_whatever_the_variable_is_called() {
        assertThat(SecretSources.ofEnvironment(Map.of(
                        "HTTPS_PROXY", "http://user:pr%40xy-pass@proxy:3128",
                        "DATABASE_URL", "postgres://shop:p@ss-word@db/shop")))
                .containsExactlyInAnyOrder("pr%40xy-pass", "pr@xy-pass", "p@ss-word");
    }

    @Test
    void a_file_that_a_variable_names_is_no_secret_but_its_content_is() throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "content");
        Map<String, String> environment = Map.of("AWS_WEB_IDENTITY_TOKEN_FILE", file.toString());
        assertThat(SecretSources.ofEnvironment(environment)).isEmpty();
        assertThat(SecretSources.files(environment)).containsExactly(file);
    }

    @Test
    void secrets_within_a_value_are_hidden_alone_too() {
        assertThat(SecretSources.ofSecrets(List.of("Bearer abc.def.ghi"))).contains("abc.def.ghi");
        assertThat(SecretSources.ofSecrets(List.of("Basic dXNlcjpwYXNzLXdvcmQ=")))
                .contains("pass-word");
        assertThat(SecretSources.ofSecrets(List.of("Endpoint=sb://x;AccountKey=abcdefg12==;Name=y")))
                .contains("abcdefg12==")
                .doesNotContain("y");
        assertThat(SecretSources.ofEntry(
                        Map.of("GCP", "{\"type\":\"t\",\"auth\":{\"private_key\":\"-----X\\nabcdefgh\\n\"}}"), ""))
                .contains("-----X\nabcdefgh\n");
    }

    @Test
    void flags_with_telling_names_hide_their_values() {
        assertThat(SecretSources.ofArguments(List.of(
                        "--api-key=flag-value", "--url", "https://u:pass-word@host/", "-token", "next-value", "plain")))
                .containsExactlyInAnyOrder("flag-value", "pass-word", "next-value");
    }
}
