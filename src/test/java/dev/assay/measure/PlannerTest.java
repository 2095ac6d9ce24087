package dev.assay.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.api.MeasurementsTest;
import dev.assay.metric.Argument;
import dev.assay.metric.Phase;
import dev.assay.text.Json;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private static final SecretArguments NO_SECRETS = new SecretArguments(Set.of(), SecretArgumentsTest.NONE);

    private final Planner planner = new Planner(2, 1000, NO_SECRETS, Runnable::run);

    @Test
    void more_metrics_than_allowed_are_refused() {
        assertThatThrownBy(() -> plan("", plugin("a"), plugin("b"), plugin("c")))
                .isInstanceOf(RefusedException.class)
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
        String manifest = MeasurementsTest.run("\"args\":[{\"name\":\"x\",\"value\":\"1\"}],", plugin("m-{{args.x}}"));
        Plan plan = planner.plan(Json.object(manifest), List.of(new Argument("x", "2", null)), Duration.ZERO)
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
                        RefusedException.class,
                        e -> assertThat(e.problem().status()).isEqualTo(422))
                .hasMessageStartingWith("tried to fill in the arguments, but the metrics then have more than 1000");
    }

    @Test
    void a_run_with_arguments_is_planned_on_a_worker_and_no_other() {
        List<Runnable> work = new ArrayList<>();
        Planner busy = new Planner(2, 1000, NO_SECRETS, work::add);
        String argument = "\"args\":[{\"name\":\"x\",\"value\":\"1\"}],";
        busy.plan(Json.object(MeasurementsTest.run("", plugin("a"))), List.of(), Duration.ZERO)
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create())
                .assertCompleted();
        assertThat(work).isEmpty();
        busy.plan(Json.object(MeasurementsTest.run(argument, plugin("a"))), List.of(), Duration.ZERO)
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create())
                .assertNotTerminated();
        assertThat(work).hasSize(1);
    }

    private static String plugin(String name) {
        return MeasurementsTest.plugin(name);
    }

    private Plan plan(String spec, String... metrics) {
        return planner.plan(Json.object(MeasurementsTest.run(spec, metrics)), List.of(), Duration.ZERO)
                .await()
                .indefinitely();
    }
}
