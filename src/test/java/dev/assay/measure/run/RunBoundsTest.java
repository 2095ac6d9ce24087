package dev.assay.measure.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.measure.FakeProvider;
import dev.assay.measure.RequestRefusedException;
import dev.assay.measure.RequestRefusedException.Kind;
import dev.assay.metric.Caller;
import dev.assay.metric.Measurement;
import dev.assay.metric.Phase;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The memory and the names of runs. */
class RunBoundsTest {
    private static final String ENDLESS = "'interval': '1s'";

    private RunFixture fixture = new RunFixture(RunFixture.limits(1000, 1_000_000));

    @AfterEach
    void close() {
        fixture.close();
    }

    private void use(RunsLimits limits) {
        fixture.close();
        fixture = new RunFixture(limits);
    }

    @Test
    void a_run_that_would_never_fit_is_refused_as_too_costly() {
        use(RunFixture.limits(10, 50_000));
        String large = "'successCondition': '" + "x".repeat(30_000) + "'";
        assertThatThrownBy(() -> fixture.create(large))
                .isInstanceOfSatisfying(
                        RequestRefusedException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TOO_COSTLY))
                .hasMessageContaining("assay.analysis-runs.memory-percent");
    }

    @Test
    void runs_under_way_fill_the_memory_and_further_ones_are_refused_until_one_ends() {
        use(RunFixture.limits(1000, 100_000));
        int created = 0;
        try {
            for (; created < 1000; created++) {
                fixture.create(ENDLESS);
            }
        } catch (RequestRefusedException e) {
            assertThat(e.kind()).isEqualTo(Kind.OVERLOADED);
            assertThat(e.getMessage()).contains("the " + created + " that are under way have all memory");
        }
        assertThat(created).isBetween(5, 50);
        assertThat(fixture.runs.terminate("run")).isTrue();
        assertThat(fixture.create(ENDLESS).name()).isEqualTo("run." + created);
        assertThat(fixture.runs.memory()).isLessThanOrEqualTo(100_000);
    }

    @Test
    void ended_runs_stay_where_their_room_would_not_be_enough() {
        use(RunFixture.limits(1000, 100_000));
        fixture.create("");
        fixture.create(ENDLESS + ", 'successCondition': '" + "x".repeat(7_000) + "'");
        assertThatThrownBy(() -> fixture.create(ENDLESS + ", 'successCondition': '" + "x".repeat(7_000) + "'"))
                .isInstanceOfSatisfying(
                        RequestRefusedException.class, e -> assertThat(e.kind()).isEqualTo(Kind.OVERLOADED));
        assertThat(fixture.list()).extracting(RunView::name).containsExactly("run", "run.1");
    }

    @Test
    void measurements_fill_the_memory_and_the_largest_run_keeps_less_of_them() {
        use(RunFixture.limits(1000, 400_000));
        fixture.plugin.onRun = metric ->
                FakeProvider.item(measured(metric.successCondition().equals("large") ? "9".repeat(20_000) : "7"));
        fixture.create(ENDLESS);
        fixture.create(ENDLESS + ", 'successCondition': 'large'");
        for (int i = 0; i < 60; i++) {
            fixture.time.advance(Duration.ofSeconds(2));
            assertThat(fixture.runs.memory()).isLessThanOrEqualTo(400_000);
        }
        assertThat(fixture.get("run").status().metrics().get(0).measurements()).hasSize(10);
        RunView large = fixture.get("run.1");
        assertThat(large.status().phase()).isEqualTo(Phase.RUNNING);
        assertThat(large.status().metrics().get(0).counts().successful()).isGreaterThan(40);
        assertThat(large.status().metrics().get(0).measurements()).isNotEmpty().hasSizeLessThan(11);
    }

    @Test
    void ended_runs_give_way_to_measurements_of_runs_under_way() {
        use(RunFixture.limits(1000, 300_000));
        fixture.plugin.onRun = metric -> FakeProvider.item(measured("9".repeat(20_000)));
        for (int i = 0; i < 4; i++) {
            fixture.create("");
        }
        assertThat(fixture.list()).hasSize(4);
        fixture.create(ENDLESS);
        fixture.time.advance(Duration.ofSeconds(4));
        assertThat(fixture.list()).extracting(RunView::name).contains("run.4").doesNotContain("run");
        assertThat(fixture.runs.memory()).isLessThanOrEqualTo(300_000);
    }

    @Test
    void texts_of_megabytes_are_shortened_and_the_verdict_is_not() {
        fixture.plugin.onRun = metric -> FakeProvider.item(new Measurement(
                Phase.FAILED, "m".repeat(1_000_000), null, null, "v".repeat(1_000_000), many("k", 100_000), null));
        fixture.plugin.onMetadata = metric -> Uni.createFrom().item(many("q", 100_000));
        RunView run = fixture.create("");
        assertThat(run.status().phase()).isEqualTo(Phase.FAILED);
        Measurement kept = run.status().metrics().get(0).measurements().get(0);
        assertThat(kept.value()).endsWith("... (1000000 characters)").hasSizeLessThan(KeptMeasurements.LONGEST);
        assertThat(kept.message()).hasSizeLessThan(KeptMeasurements.LONGEST);
        assertThat(fixture.runs.memory()).isLessThan(1_000_000);
    }

    @Test
    void a_measurement_in_progress_that_is_too_long_is_an_error_since_its_plugin_could_not_read_it_again() {
        fixture.plugin.onRun = metric ->
                FakeProvider.item(RunFixture.running(fixture.time.instant()).withMessage("m".repeat(1_000_000)));
        RunView run = fixture.create("'consecutiveErrorLimit': 0");
        assertThat(run.status().phase()).isEqualTo(Phase.ERROR);
        assertThat(run.status().message()).contains("1000000 characters");
        assertThat(fixture.calls("resume")).isZero();
    }

    @Test
    void a_name_that_kubernetes_refuses_is_refused() {
        for (String name : new String[] {"Run", "a b", "ä", "../x", "a/b", "-a", "a".repeat(300), "a\\u0000b"}) {
            assertThatThrownBy(() -> fixture.runs.create(
                            fixture.manifest("{'metadata':{'name':'" + name + "'},'spec':{}}"), Caller.ASSAY))
                    .as(name)
                    .isInstanceOfSatisfying(RequestRefusedException.class, e -> assertThat(e.kind())
                            .isEqualTo(Kind.INVALID_ANALYSIS))
                    .hasMessageContaining("metadata.name");
        }
    }

    @Test
    void a_run_without_a_name_has_that_of_its_generate_name() {
        assertThat(create("{'metadata':{'generateName':'rate-'},'spec':{}}").name())
                .isEqualTo("rate");
        assertThat(create("{'metadata':{'generateName':'rate-'},'spec':{}}").name())
                .isEqualTo("rate.1");
        assertThat(create("{'spec':{}}").name()).isEqualTo("run");
    }

    @Test
    void a_run_that_argo_refuses_at_its_begin_ends_at_once() {
        RunView none = create("{'spec':{}}");
        assertThat(none.status().phase()).isEqualTo(Phase.ERROR);
        assertThat(none.status().message()).isEqualTo("Analysis spec invalid: no metrics specified");
        RunView arguments = create("{'kind':'AnalysisRun','spec':{'args':[{'name':'a'}],'metrics':[{'name':'m',"
                + "'interval':'{{args.a}}','provider':{'plugin':{'x/y':{}}}}]}}");
        assertThat(arguments.status().phase()).isEqualTo(Phase.ERROR);
        assertThat(arguments.status().message()).startsWith("Unable to resolve metric arguments: ");
    }

    @Test
    void a_template_with_an_argument_that_has_no_value_makes_no_run() {
        assertThatThrownBy(() -> create("{'kind':'AnalysisTemplate','spec':{'args':[{'name':'a'}],'metrics':[]}}"))
                .isInstanceOf(RequestRefusedException.class)
                .hasMessageContaining("args.a was not resolved");
        assertThat(fixture.list()).isEmpty();
    }

    @Test
    void a_view_has_labels_and_the_spec_without_secrets() {
        RunView run = create("{'metadata':{'name':'r','namespace':'default','labels':{'app':'shop','n':1},"
                + "'annotations':{'note':'" + RunFixture.SECRET + "'}},'spec':{'args':[{'name':'t',"
                + "'valueFrom':{'secretKeyRef':{'name':'s','key':'k'}}}],'metrics':[{'name':'m','interval':'1h',"
                + "'provider':{'plugin':{'assay/sample-prometheus':{'token':'{{args.t}}'}}}}]}}");
        assertThat(run.namespace()).isEqualTo("default");
        assertThat(run.labels()).isEqualTo(Map.of("app", "shop"));
        assertThat(run.annotations()).isEqualTo(Map.of("note", "*****"));
        assertThat(AnalysisRunJson.write(run).toString())
                .doesNotContain(RunFixture.SECRET)
                .contains("{{args.t}}", "\"value\":\"*****\"");
        assertThat(AnalysisRunJson.write(fixture.list().get(0)).path("spec")).isEmpty();
    }

    @Test
    void pages_follow_each_other_in_the_order_of_creation() {
        for (int i = 0; i < 5; i++) {
            fixture.create(i % 2 == 0 ? "" : ENDLESS);
        }
        RunPage first = fixture.runs.page(new RunQuery(Set.of(), 2, 0));
        assertThat(first.runs()).extracting(RunView::name).containsExactly("run", "run.1");
        RunPage second =
                fixture.runs.page(new RunQuery(Set.of(), 2, first.next().orElseThrow()));
        assertThat(second.runs()).extracting(RunView::name).containsExactly("run.2", "run.3");
        RunPage last = fixture.runs.page(new RunQuery(Set.of(), 2, second.next().orElseThrow()));
        assertThat(last.runs()).extracting(RunView::name).containsExactly("run.4");
        assertThat(last.next()).isEmpty();
        assertThat(fixture.runs.page(new RunQuery(Set.of(Phase.RUNNING), 9, 0)).runs())
                .extracting(RunView::name)
                .containsExactly("run.1", "run.3");
        assertThat(fixture.runs.phases()).isEqualTo(Map.of(Phase.RUNNING, 2, Phase.SUCCESSFUL, 3));
    }

    private RunView create(String json) {
        return fixture.runs.create(fixture.manifest(json), Caller.ASSAY);
    }

    private static Measurement measured(String value) {
        return FakeProvider.phase(Phase.SUCCESSFUL).withValue(value);
    }

    private static Map<String, String> many(String name, int count) {
        Map<String, String> texts = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            texts.put(name + i, "x");
        }
        return texts;
    }
}
