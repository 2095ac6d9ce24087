package dev.assay.measure.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.analysis.run.AnalysisRunStatus;
import dev.assay.analysis.run.RunRules;
import dev.assay.measure.Plan;
import dev.assay.measure.PluginLookup;
import dev.assay.measure.RunMask;
import dev.assay.metric.Caller;
import dev.assay.metric.Phase;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeptRunTest {
    private final RunFixture fixture = new RunFixture(RunFixture.limits(10, 100_000));
    private final Plan plan = fixture.plan("'args': []", "'interval': '1s'");

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void a_run_whose_end_two_threads_find_was_still_terminated() {
        KeptRun run = kept();
        ActiveRun active = active(changed -> {});
        run.set(active);
        active.terminate();
        AnalysisRunStatus last = active.status();
        run.end(last);
        run.end(last);
        assertThat(run.view().terminate()).isTrue();
    }

    @Test
    void a_run_that_nobody_has_looked_at_is_running() {
        KeptRun run = kept();
        run.set(active(changed -> {}));
        assertThat(run.status().phase()).isNotEqualTo(Phase.RUNNING);
        assertThat(run.phase()).isEqualTo(Phase.RUNNING);
    }

    @Test
    void a_run_that_cannot_be_taken_further_is_an_error_and_over() {
        AtomicInteger changes = new AtomicInteger();
        ActiveRun active = active(changed -> {
            if (changes.incrementAndGet() == 1) {
                throw new IllegalStateException("a bug");
            }
        });
        active.begin();
        assertThat(active.isOver()).isTrue();
        assertThat(active.status().phase()).isEqualTo(Phase.ERROR);
        assertThat(active.status().message()).contains("this is a bug in Assay");
        assertThat(changes).hasValue(2);
    }

    @Test
    void a_run_that_has_nothing_to_cut_is_cut_once() {
        KeptRuns runs = new KeptRuns(RunFixture.limits(10, 3_000));
        KeptRun run = runs.add("run", 100, name -> kept()).run();
        run.end(AnalysisRunStatus.NEW.refused("m".repeat(1_000)));
        assertThat(runs.changed(run)).isEmpty();
        assertThat(runs.tooLarge()).contains(run);
        run.cut(fixture.time.instant());
        assertThat(runs.wasCut(run)).isEmpty();
        assertThat(runs.memory()).isGreaterThan(3_000);
        assertThat(runs.tooLarge()).isEmpty();
    }

    private KeptRun kept() {
        return new KeptRun(
                "run",
                fixture.time.instant(),
                plan.run(),
                new RunMask(plan.mask(), fixture.secrets),
                Runnable::run,
                new Ticks(fixture.time),
                removed -> {});
    }

    private ActiveRun active(Consumer<ActiveRun> changed) {
        MeasurementLog log = new MeasurementLog(RunFixture.LOG, Runnable::run, fixture.time, fixture.time);
        PluginLookup plugins = new PluginLookup(fixture.host, fixture.secrets);
        return new ActiveRun(
                new ActiveRun.Shared(
                        fixture.time,
                        Runnable::run,
                        new Agenda(fixture.time, fixture.time),
                        new CallLanes(1, Runnable::run)),
                new MetricCalls(plugins, fixture.time, plan, Caller.ASSAY, new RunLog(log, "run", text -> text)),
                RunRules.of(plan.run(), plan.metrics()),
                changed);
    }
}
