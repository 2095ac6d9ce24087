package dev.assay.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.assay.testing.SpecBuilder;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PluginEnvironmentTest {
    private static final EnvValue TOKEN = new EnvValue.SecretKey("datadog", "token", false);
    private static final EnvValue OPTIONAL = new EnvValue.SecretKey("datadog", "token", true);

    @Test
    void a_variable_is_read_from_its_secret_at_each_start() {
        String[] token = {"first"};
        Secrets secrets = name -> Uni.createFrom().item(Map.of("token", name + " " + token[0]));
        assertThat(resolve(TOKEN, secrets)).isEqualTo(Map.of("API_TOKEN", "datadog first"));
        token[0] = "second";
        assertThat(resolve(TOKEN, secrets)).isEqualTo(Map.of("API_TOKEN", "datadog second"));
    }

    @Test
    void a_plain_value_asks_nobody() {
        assertThat(resolve(new EnvValue.Text("x"), missing())).isEqualTo(Map.of("API_TOKEN", "x"));
    }

    @Test
    void a_secret_that_is_missing_is_told_with_variable_and_name() {
        assertThat(failure(TOKEN, missing()))
                .isEqualTo(
                        "tried to set the variable API_TOKEN of plugin acme/latency, but there is no Secret datadog");
    }

    @Test
    void a_key_that_is_missing_is_told() {
        assertThat(failure(TOKEN, name -> Uni.createFrom().item(Map.of("other", "s3cret"))))
                .isEqualTo(
                        "tried to set the variable API_TOKEN of plugin acme/latency, but the Secret datadog has no key"
                                + " token; add it, or correct secretKeyRef");
    }

    @Test
    void an_optional_variable_is_left_out_where_secret_or_key_is_missing() {
        assertThat(resolve(OPTIONAL, missing())).isEmpty();
        assertThat(resolve(OPTIONAL, name -> Uni.createFrom().item(Map.of()))).isEmpty();
    }

    @Test
    void an_optional_variable_still_fails_where_reading_is_forbidden() {
        Secrets forbidden = name -> Uni.createFrom().failure(new SecretException(false, "that is forbidden", null));
        assertThat(failure(OPTIONAL, forbidden)).endsWith("but that is forbidden");
    }

    @Test
    void a_value_that_no_process_can_be_given_is_told_without_the_value() {
        assertThat(failure(TOKEN, name -> Uni.createFrom().item(Map.of("token", "s3cret\0"))))
                .contains("holds a NUL character")
                .doesNotContain("s3cret");
    }

    private static Secrets missing() {
        return name -> Uni.createFrom().failure(new SecretException(true, "there is no Secret " + name, null));
    }

    private static Map<String, String> resolve(EnvValue value, Secrets secrets) {
        PluginSpec spec = new SpecBuilder("acme/latency", "file:///x")
                .env("API_TOKEN", value)
                .build();
        return PluginEnvironment.resolve(spec, secrets).await().indefinitely();
    }

    private static String failure(EnvValue value, Secrets secrets) {
        return String.valueOf(catchThrowableOfType(SecretException.class, () -> resolve(value, secrets))
                .getMessage());
    }
}
