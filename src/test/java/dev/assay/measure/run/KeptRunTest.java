package dev.assay.measure.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.analysis.run.AnalysisRunStatus;
import dev.assay.analysis.run.RunRules;
import dev.assay.measure.Plan;
import dev.assay.measure.PluginLookup;
import dev.assay.metric.Caller;
import org.junit.jupiter.api.Test;

class KeptRunTest {
    @Test
    void a_run_whose_end_two_threads_find_was_still_terminated() {
        try (RunFixture fixture = new RunFixture(RunFixture.limits(10, 100_000))) {
            Plan plan = fixture.plan("'args': []", "'interval': '1s'");
            KeptRun run = new KeptRun(
                    "run",
                    fixture.time.instant(),
                    plan.run(),
                    new MaskedStatus(plan.mask(), fixture.secrets),
                    Runnable::run,
                    new Ticks(fixture.time),
                    removed -> {});
            ActiveRun active = new ActiveRun(
                    new ActiveRun.Shared(
                            fixture.time,
                            Runnable::run,
                            new Agenda(fixture.time, fixture.time),
                            new CallLanes(1, Runnable::run)),
                    new MetricCalls(
                            new PluginLookup(fixture.host, fixture.secrets),
                            fixture.time,
                            plan,
                            Caller.ASSAY,
                            new RunLog(
                                    new MeasurementLog(RunFixture.LOG, Runnable::run, fixture.time, fixture.time),
                                    "run",
                                    text -> text)),
                    RunRules.of(plan.run(), plan.metrics()),
                    changed -> {});
            run.set(active);
            active.terminate();
            AnalysisRunStatus last = active.status();
            run.end(last);
            run.end(last);
            assertThat(run.view().terminate()).isTrue();
        }
    }
}
