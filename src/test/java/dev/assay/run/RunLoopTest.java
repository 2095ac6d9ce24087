package dev.assay.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.run.place.RunListener;
import dev.assay.run.place.RunPlace;
import dev.assay.run.report.Outcome;
import dev.assay.run.report.Progress;
import dev.assay.run.report.RunJson;
import dev.assay.run.report.RunSnapshot;
import dev.assay.run.report.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class RunLoopTest {
    private static final String ENDLESS = "\"interval\":\"1s\"";

    private final AtomicLong nanos = new AtomicLong();
    private final List<String> notes = new ArrayList<>();
    private int terminations;

    private final class NotedProgress implements Progress {
        @Override
        public void show(RunSnapshot run) {}

        @Override
        public void note(String sentence) {
            notes.add(sentence);
        }

        @Override
        public void tick() {}

        @Override
        public void end() {}
    }

    /** Begins with one script, and terminates with another. */
    private final class ScriptedPlace implements RunPlace {
        private final Consumer<RunListener> atBegin;
        private final Consumer<RunListener> atTermination;
        private RunListener listener;

        ScriptedPlace(Consumer<RunListener> atBegin, Consumer<RunListener> atTermination) {
            this.atBegin = atBegin;
            this.atTermination = atTermination;
        }

        @Override
        public void begin(ObjectNode manifest, RunListener told) {
            listener = told;
            atBegin.accept(told);
        }

        @Override
        public void terminate() {
            terminations++;
            atTermination.accept(listener);
        }

        @Override
        public String remedy() {
            return "see GET /runs";
        }

        @Override
        public void close() {}
    }

    private static RunSnapshot run(String phase) {
        return RunJson.of(phase).metric("errors", ENDLESS, "").snapshot();
    }

    private Outcome outcome(RunLoop loop, RunPlace place) throws InterruptedException {
        return loop.run(place, RunJson.of("").json());
    }

    private RunLoop loop(Duration timeout) {
        return new RunLoop(new NotedProgress(), Optional.ofNullable(timeout), nanos::get);
    }

    @Test
    void a_run_without_an_end_is_told_once() throws Exception {
        Outcome outcome = outcome(
                loop(null),
                new ScriptedPlace(
                        listener -> {
                            listener.state(run("Running"));
                            listener.state(run("Running"));
                            listener.state(run("Failed"));
                        },
                        listener -> {}));

        assertThat(outcome.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(notes)
                .containsExactly(
                        "warning: metric \"errors\" has an interval and no count, so the run ends when a metric"
                                + " fails, and else never; write a count, or give --timeout");
    }

    @Test
    void a_run_whose_time_is_over_is_terminated_first() throws Exception {
        Outcome outcome = outcome(
                loop(Duration.ofMinutes(30)),
                new ScriptedPlace(
                        listener -> {
                            listener.state(run("Running"));
                            nanos.addAndGet(Duration.ofMinutes(30).toNanos());
                        },
                        listener -> listener.state(run("Successful"))));

        assertThat(outcome.verdict()).isEqualTo(Verdict.TIMED_OUT);
        assertThat(outcome.reasons()).containsExactly("the run did not end within its --timeout of 30m0s");
        assertThat(terminations).isEqualTo(1);
        assertThat(notes).contains("the --timeout of 30m0s is over; ending the run in the plugins");
    }

    @Test
    void an_interrupted_run_is_terminated_once() throws Exception {
        RunLoop loop = loop(null);
        ScriptedPlace[] place = new ScriptedPlace[1];
        place[0] = new ScriptedPlace(
                listener -> {
                    loop.interrupt(place[0]);
                    loop.interrupt(place[0]);
                },
                listener -> listener.state(run("Successful")));

        Outcome outcome = outcome(loop, place[0]);

        assertThat(outcome.verdict()).isEqualTo(Verdict.INTERRUPTED);
        assertThat(outcome.verdict().code()).isEqualTo(130);
        assertThat(terminations).isEqualTo(1);
    }

    @Test
    void an_end_that_does_not_come_is_waited_for_some_seconds() throws Exception {
        RunLoop loop = loop(null);
        ScriptedPlace[] place = new ScriptedPlace[1];
        place[0] = new ScriptedPlace(
                listener -> loop.interrupt(place[0]),
                listener -> nanos.addAndGet(Duration.ofSeconds(10).toNanos()));

        Outcome outcome = outcome(loop, place[0]);

        assertThat(outcome.verdict()).isEqualTo(Verdict.INTERRUPTED);
        assertThat(outcome.reasons())
                .singleElement()
                .asString()
                .endsWith("its end was not seen within 7 s; see GET /runs");
    }

    @Test
    void refused_and_failed_runs_have_verdicts_of_their_own() throws Exception {
        assertThat(outcome(loop(null), new ScriptedPlace(l -> l.refused(List.of("no")), l -> {}))
                        .verdict())
                .isEqualTo(Verdict.REFUSED);
        Outcome failed = outcome(loop(null), new ScriptedPlace(l -> l.failed(List.of("away")), l -> {}));
        assertThat(failed.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(failed.reasons()).containsExactly("away");
    }
}
