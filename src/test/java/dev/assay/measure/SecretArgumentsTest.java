package dev.assay.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.analysis.AnalysisException;
import dev.assay.manifest.PlacedObject;
import dev.assay.metric.Caller;
import dev.assay.metric.Measurement;
import dev.assay.metric.Phase;
import dev.assay.metric.SecretReference;
import dev.assay.secret.SecretMask;
import dev.assay.secret.SecretRegistry;
import dev.assay.text.Json;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SecretArgumentsTest {
    static final SecretValues NONE = (namespace, reference) -> {
        throw new AssertionError("no Secret may be read");
    };

    private static final RunLimits LIMITS = new RunLimits(10, 1_000_000, Duration.ofMinutes(10));

    private static final String TOKEN = argument("token", "creds", "token");

    private final FakePluginHost host = new FakePluginHost();
    private final ManualTime time = new ManualTime();

    @AfterEach
    void stop() {
        time.shutdownNow();
    }

    @Test
    void a_namespace_that_is_not_listed_is_refused_before_anything_is_asked() {
        Plan plan = plan(NONE, Set.of("other"), "ns", TOKEN, "a");
        assertThat(plan.metrics()).isEmpty();
        assertThat(plan.phase()).isEqualTo(Phase.ERROR);
        assertThat(plan.message())
                .isEqualTo("Unable to resolve metric arguments: argument \"token\" stands in key 'token' of secret"
                        + " 'creds' in the namespace 'ns', whose secrets callers may not use; list the namespace in"
                        + " assay.args.secrets.namespaces, or give its value");
    }

    @Test
    void a_run_without_a_namespace_is_refused() {
        assertThat(plan(NONE, Set.of("", "ns"), "", TOKEN, "a").message())
                .endsWith("but the run has no namespace; write metadata.namespace, or give its value");
    }

    @Test
    void a_planner_without_secrets_asks_for_the_value_whatever_the_namespace() {
        for (String namespace : List.of("", "ns")) {
            Plan plan = plan(Planner.withoutSecrets(LIMITS, Runnable::run), manifest(namespace, TOKEN, "a"));
            assertThat(plan.phase()).isEqualTo(Phase.ERROR);
            assertThat(plan.message())
                    .endsWith(
                            "stands in key 'token' of secret 'creds', but no cluster is asked here; give its value with --arg");
        }
    }

    @Test
    void a_missing_secret_ends_the_run_with_argos_words() {
        SecretValues missing = (namespace, reference) ->
                Uni.createFrom().failure(new AnalysisException("key 'token' does not exist in secret 'creds'"));
        Plan plan = plan(missing, Set.of("ns"), "ns", TOKEN, "a");
        assertThat(plan.phase()).isEqualTo(Phase.ERROR);
        assertThat(plan.message())
                .isEqualTo("Unable to resolve metric arguments: key 'token' does not exist in secret 'creds'");
    }

    @Test
    void more_secrets_than_one_run_may_ask_for_are_refused() {
        StringBuilder many = new StringBuilder(argument("a0", "s0", "k"));
        for (int i = 1; i <= 100; i++) {
            many.append(',').append(argument("a" + i, "s" + i, "k"));
        }
        assertThat(plan(NONE, Set.of("ns"), "ns", many.toString(), "a").message())
                .contains("stand in 101 keys of secrets, more than the 100");
    }

    @Test
    void an_invalid_analysis_is_refused_before_any_secret_is_read() {
        assertThatThrownBy(() -> plan(NONE, Set.of("ns"), "ns", TOKEN, "same", "same"))
                .isInstanceOf(RequestRefusedException.class)
                .hasMessageContaining("duplicate name");
    }

    @Test
    void metrics_and_the_run_that_plugins_get_have_the_value() {
        AtomicReference<String> asked = new AtomicReference<>();
        SecretValues values = (namespace, reference) -> {
            asked.set(namespace + " " + reference);
            return Uni.createFrom().item("s3cret!");
        };
        Plan plan = plan(values, Set.of("ns"), "ns", TOKEN, "m-{{args.token}}");
        assertThat(plan.metrics().get(0).name()).isEqualTo("m-s3cret!");
        assertThat(plan.run().json().at("/spec/args/0/value").asText()).isEqualTo("s3cret!");
        assertThat(asked).hasValue("ns " + new SecretReference("creds", "token"));
    }

    @Test
    void a_secret_is_no_name_of_a_plugin() {
        String metric = "{\"name\":\"m\",\"provider\":{\"plugin\":{\"{{args.token}}\":{}}}}";
        var manifest = Json.object(RunManifests.run("\"args\":[" + TOKEN + "],", metric));
        manifest.putObject("metadata").put("namespace", "ns");
        Plan plan = plan((namespace, reference) -> Uni.createFrom().item("s3cret"), Set.of("ns"), manifest);
        assertThat(plan.metrics()).isEmpty();
        assertThat(plan.phase()).isEqualTo(Phase.ERROR);
        assertThat(plan.message()).contains("its name comes from a Secret").doesNotContain("s3cret");
    }

    @Test
    void one_entry_is_asked_for_once_however_many_arguments_it_has() {
        AtomicReference<Integer> times = new AtomicReference<>(0);
        SecretValues values = (namespace, reference) -> {
            times.updateAndGet(n -> n + 1);
            return Uni.createFrom().item("v");
        };
        String two = TOKEN + "," + argument("again", "creds", "token");
        assertThat(plan(values, Set.of("ns"), "ns", two, "{{args.token}}{{args.again}}")
                        .metrics()
                        .get(0)
                        .name())
                .isEqualTo("vv");
        assertThat(times).hasValue(1);
    }

    @Test
    void a_value_that_cannot_be_filled_in_ends_the_run_without_showing_it() {
        SecretValues values = (namespace, reference) -> Uni.createFrom().item("s3cret!\u0007".repeat(100_000));
        Plan plan = plan(values, Set.of("ns"), "ns", TOKEN, "{{args.token}}{{args.token}}");
        assertThat(plan.phase()).isEqualTo(Phase.ERROR);
        assertThat(plan.message())
                .startsWith("Unable to resolve metric arguments: ")
                .doesNotContain("s3cret!");
    }

    @Test
    void a_secret_value_in_an_answer_of_a_plugin_is_masked() {
        List<MeasureEvent> events = measured("s3cret!");
        MetricResult result = (MetricResult) events.get(0);
        assertThat(result.message()).isEqualTo("401 for *****");
        assertThat(result.measurement().metadata()).containsEntry("auth", "*****");
        assertThat(result.measurement().value()).isEqualTo("*****");
        assertThat(((RunStatus) events.get(1)).message())
                .contains("401 for *****")
                .doesNotContain("s3cret!");
    }

    @Test
    void a_measured_digit_is_shown_even_where_a_secret_is_the_same_digit() {
        MetricResult result = (MetricResult) measured("7").get(0);
        assertThat(result.message()).isEqualTo("401 for *****");
        assertThat(result.measurement().value()).isEqualTo("7");
    }

    private List<MeasureEvent> measured(String secret) {
        host.scrape().onRun = metric -> Uni.createFrom()
                .item(new Measurement(
                        Phase.FAILED, "401 for " + secret, null, null, secret, Map.of("auth", secret), null));
        SecretValues values = (namespace, reference) -> Uni.createFrom().item(secret);
        return new Measurer(
                        new PluginLookup(host, SecretMask.NONE),
                        time,
                        Runnable::run,
                        time,
                        time,
                        new SecretRegistry(time, time))
                .events(plan(values, Set.of("ns"), "ns", TOKEN, "m"), Caller.ASSAY)
                .subscribe()
                .withSubscriber(AssertSubscriber.<MeasureEvent>create(Long.MAX_VALUE))
                .assertCompleted()
                .getItems();
    }

    private static Plan plan(
            SecretValues values, Set<String> listed, String namespace, String arguments, String... metrics) {
        return plan(values, listed, manifest(namespace, arguments, metrics));
    }

    private static ObjectNode manifest(String namespace, String arguments, String... metrics) {
        String[] plugins = Arrays.stream(metrics).map(RunManifests::plugin).toArray(String[]::new);
        ObjectNode manifest = Json.object(RunManifests.run("\"args\":[" + arguments + "],", plugins));
        manifest.putObject("metadata").put("namespace", namespace);
        return manifest;
    }

    private static Plan plan(SecretValues values, Set<String> listed, ObjectNode manifest) {
        return plan(new Planner(LIMITS, listed, values, Runnable::run), manifest);
    }

    private static Plan plan(Planner planner, ObjectNode manifest) {
        return planner.plan(List.of(PlacedObject.of(manifest)), Map.of(), Duration.ZERO, FieldValidation.STRICT)
                .await()
                .indefinitely();
    }

    private static String argument(String name, String secret, String key) {
        return "{\"name\":\"" + name + "\",\"valueFrom\":{\"secretKeyRef\":{\"name\":\"" + secret + "\",\"key\":\""
                + key + "\"}}}";
    }
}
