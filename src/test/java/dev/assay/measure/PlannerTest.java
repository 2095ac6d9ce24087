package dev.assay.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.manifest.DocumentSyntax;
import dev.assay.manifest.PlacedObject;
import dev.assay.measure.RequestRefusedException.Kind;
import dev.assay.metric.Phase;
import dev.assay.text.Json;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlannerTest {
    private static final RunLimits LIMITS = new RunLimits(2, 1000, Duration.ofMinutes(10));

    private final Planner planner = new Planner(LIMITS, Set.of(), SecretArgumentsTest.NONE, Runnable::run);

    @Test
    void more_metrics_than_allowed_are_refused() {
        assertThatThrownBy(() -> plan("", plugin("a"), plugin("b"), plugin("c")))
                .isInstanceOf(RequestRefusedException.class)
                .hasMessageContaining("3 metrics")
                .hasMessageContaining("assay.measure.max-metrics");
    }

    @Test
    void metrics_get_their_arguments() {
        Plan plan = plan("\"args\":[{\"name\":\"x\",\"value\":\"1\"}],", plugin("m-{{args.x}}"));
        assertThat(plan.metrics().get(0).name()).isEqualTo("m-1");
    }

    @Test
    void an_argument_given_beside_the_manifest_wins() {
        String manifest = RunManifests.run("\"args\":[{\"name\":\"x\",\"value\":\"1\"}],", plugin("m-{{args.x}}"));
        Plan plan = planner.plan(input(manifest), Map.of("x", "2"), Duration.ZERO, FieldValidation.STRICT)
                .await()
                .indefinitely();
        assertThat(plan.metrics().get(0).name()).isEqualTo("m-2");
    }

    @Test
    void a_metric_whose_argument_is_missing_ends_the_run() {
        Plan plan = plan("", plugin("m-{{args.x}}"));
        assertThat(plan.metrics()).isEmpty();
        assertThat(plan.phase()).isEqualTo(Phase.ERROR);
        assertThat(plan.message()).startsWith("Unable to resolve metric arguments: ");
    }

    @Test
    void all_metrics_of_a_run_share_one_budget_for_their_arguments() {
        String argument = "\"args\":[{\"name\":\"x\",\"value\":\"" + "y".repeat(400) + "\"}],";
        assertThat(plan(argument, plugin("a{{args.x}}"), plugin("b{{args.x}}")).metrics())
                .hasSize(2);
        assertThatThrownBy(() -> plan(argument, plugin("a{{args.x}}"), plugin("b{{args.x}}{{args.x}}")))
                .isInstanceOfSatisfying(
                        RequestRefusedException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TOO_MUCH_TEXT))
                .hasMessageStartingWith("tried to fill in the arguments, but the metrics then have more than 1000");
    }

    @Test
    void a_run_with_arguments_is_planned_on_a_worker_and_no_other() {
        List<Runnable> work = new ArrayList<>();
        Planner busy = new Planner(LIMITS, Set.of(), SecretArgumentsTest.NONE, work::add);
        String argument = "\"args\":[{\"name\":\"x\",\"value\":\"1\"}],";
        busy.plan(input(RunManifests.run("", plugin("a"))), Map.of(), Duration.ZERO, FieldValidation.STRICT)
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create())
                .assertCompleted();
        assertThat(work).isEmpty();
        busy.plan(input(RunManifests.run(argument, plugin("a"))), Map.of(), Duration.ZERO, FieldValidation.STRICT)
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create())
                .assertNotTerminated();
        assertThat(work).hasSize(1);
    }

    @Test
    void unknown_fields_are_all_refused_at_once() {
        String manifest = RunManifests.run("\"metricks\":[],", "{\"name\":\"a\",\"sucessCondition\":\"x\"}");
        assertThatThrownBy(() -> plan(manifest, FieldValidation.STRICT))
                .isInstanceOfSatisfying(RequestRefusedException.class, e -> {
                    assertThat(e.kind()).isEqualTo(Kind.UNKNOWN_FIELDS);
                    assertThat(e.details())
                            .containsExactly(
                                    "unknown field \"spec.metricks\", probably metrics",
                                    "unknown field \"spec.metrics[0].sucessCondition\", probably successCondition");
                })
                .hasMessageStartingWith("tried to read the analysis, but it has unknown field \"spec.metricks\"")
                .hasMessageEndingWith("; correct or remove them");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"kind\":\"Rollout\",\"spec\":{\"replicas\":1}}|found Rollout of no apiVersion; send an AnalysisRun",
                "{\"apiVersion\":\"v1\",\"kind\":\"List\",\"items\":[]}|found List of v1; send an AnalysisRun",
            })
    void the_fields_of_another_kind_are_not_told_but_its_kind(String manifest, String told) {
        for (FieldValidation validation : FieldValidation.values()) {
            assertThatThrownBy(() -> plan(manifest, validation))
                    .isInstanceOfSatisfying(RequestRefusedException.class, e -> assertThat(e.kind())
                            .isEqualTo(Kind.UNREADABLE_BODY))
                    .hasMessageContaining(told);
        }
    }

    @Test
    void unknown_fields_are_warnings_or_nothing_where_the_caller_wants_it_so() {
        String manifest = RunManifests.run("\"metricks\":[],", plugin("a"));
        assertThat(plan(manifest, FieldValidation.WARN).warnings())
                .containsExactly("unknown field \"spec.metricks\", probably metrics");
        assertThat(plan(manifest, FieldValidation.IGNORE).warnings()).isEmpty();
    }

    @Test
    void unknown_fields_of_a_status_are_warnings_for_a_newer_controller_may_have_written_them() {
        String manifest = "{\"status\":{\"newer\":1},\"spec\":{\"metrics\":[" + plugin("a") + "]}}";
        assertThat(plan(manifest, FieldValidation.STRICT).warnings()).containsExactly("unknown field \"status.newer\"");
    }

    @Test
    void a_metric_that_Argo_would_measure_more_than_once_brings_a_warning() {
        String metric = plugin("a").replaceFirst("\\{", "{\"interval\":\"1m\",\"count\":\"{{args.n}}\",");
        Plan plan = plan("\"args\":[{\"name\":\"n\",\"value\":\"5\"}],", metric, plugin("b"));
        assertThat(plan.warnings()).containsExactly("metric \"a\" has the count 5 and is measured once");
    }

    @Test
    void templates_that_do_not_go_together_are_refused_with_the_words_of_argo() {
        List<PlacedObject> input = DocumentSyntax.YAML.objects("""
                        kind: AnalysisTemplate
                        metadata: {name: a}
                        spec: {metrics: [{name: x}]}
                        ---
                        kind: AnalysisTemplate
                        metadata: {name: b}
                        spec: {metrics: [{name: x}]}
                        """.getBytes(StandardCharsets.UTF_8), "");
        assertThatThrownBy(() -> planner.planHere(input, Map.of(), Duration.ZERO, FieldValidation.STRICT))
                .isInstanceOfSatisfying(RequestRefusedException.class, e -> {
                    assertThat(e.kind()).isEqualTo(Kind.INVALID_ANALYSIS);
                    assertThat(e.details()).containsExactly("two metrics have the same name 'x'");
                })
                .hasMessage("tried to merge 2 templates, but two metrics have the same name 'x' in AnalysisTemplate a"
                        + " (line 1) and in AnalysisTemplate b (line 5); change one of them");
    }

    @Test
    void objects_that_are_passed_over_and_unknown_fields_of_several_documents_are_warnings() {
        List<PlacedObject> input = DocumentSyntax.YAML.objects("""
                        kind: Service
                        apiVersion: v1
                        metadata: {name: shop}
                        ---
                        kind: AnalysisTemplate
                        metadata: {name: a}
                        spec: {metricks: [], metrics: [{name: x, provider: {plugin: {p: {}}}}]}
                        ---
                        spec: {metrics: [{name: z, provider: {plugin: {p: {}}}}]}
                        """.getBytes(StandardCharsets.UTF_8), "");
        assertThat(planner.planHere(input, Map.of(), Duration.ZERO, FieldValidation.WARN)
                        .warnings())
                .containsExactly(
                        "passed over Service shop (line 1), which is no analysis",
                        "unknown field \"spec.metricks\", probably metrics in AnalysisTemplate a (line 5)");
    }

    private static String plugin(String name) {
        return RunManifests.plugin(name);
    }

    private Plan plan(String spec, String... metrics) {
        return plan(RunManifests.run(spec, metrics), FieldValidation.STRICT);
    }

    private static List<PlacedObject> input(String json) {
        return List.of(PlacedObject.of(Json.object(json)));
    }

    private Plan plan(String manifest, FieldValidation validation) {
        return planner.plan(input(manifest), Map.of(), Duration.ZERO, validation)
                .await()
                .indefinitely();
    }
}
