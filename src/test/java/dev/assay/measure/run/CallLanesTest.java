package dev.assay.measure.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.measure.InternalErrors;
import dev.assay.testing.LogCapture;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;

class CallLanesTest {
    private final List<String> begun = new ArrayList<>();
    private final List<UniEmitter<? super String>> open = new ArrayList<>();
    private final List<String> logged = new ArrayList<>();
    private final CallLanes lanes = new CallLanes(2, Runnable::run);

    @Test
    void no_more_calls_than_places_are_made_and_runs_have_turns() {
        for (int i = 0; i < 500; i++) {
            lanes.make("slow", "large", call("large" + i));
        }
        lanes.make("slow", "small", call("small"));
        assertThat(begun).containsExactly("large0", "large1");

        endFirst();
        endFirst();
        assertThat(begun).containsExactly("large0", "large1", "large2", "small");
    }

    @Test
    void a_plugin_that_does_not_answer_holds_only_its_own_calls_back() {
        for (int i = 0; i < 10; i++) {
            lanes.make("slow", "run", call("slow" + i));
        }
        lanes.make("fast", "run", call("fast"));
        assertThat(begun).containsExactly("slow0", "slow1", "fast");
    }

    @Test
    void a_call_that_fails_or_has_its_answer_at_once_leaves_its_place() {
        for (int i = 0; i < 3; i++) {
            lanes.make("lane", "run", Uni.createFrom().failure(new IllegalStateException("refused")));
            lanes.make("lane", "run", Uni.createFrom().item("done"));
        }
        lanes.make("lane", "run", call("last"));
        assertThat(begun).containsExactly("last");
    }

    @Test
    void a_call_that_fails_is_told_as_a_bug() {
        LogCapture capture = log(InternalErrors.class);
        try (capture) {
            lanes.make("lane", "run", Uni.createFrom().failure(new IllegalStateException("unforeseen")));

            assertThat(logged).singleElement().asString().contains("call plugin lane", "bug in Assay");
        }
    }

    @Test
    void calls_that_wait_when_the_worker_ends_are_left_out_and_told_once() {
        AtomicBoolean over = new AtomicBoolean();
        CallLanes ending = new CallLanes(2, task -> {
            if (over.get()) {
                throw new RejectedExecutionException("over");
            }
            task.run();
        });
        for (int i = 0; i < 5_000; i++) {
            ending.make("lane", "run", call("call" + i));
        }
        over.set(true);
        LogCapture capture = log(CallLanes.class);
        try (capture) {
            endFirst();

            assertThat(logged).singleElement().asString().contains("tried to make 4998 calls of plugin lane");
        }
        over.set(false);
        endFirst();
        ending.make("lane", "run", call("last"));
        assertThat(begun).containsExactly("call0", "call1", "last");
    }

    private LogCapture log(Class<?> category) {
        PatternFormatter formatter = new PatternFormatter("%s");
        return new LogCapture(category.getName(), entry -> logged.add(formatter.format(entry)));
    }

    private void endFirst() {
        open.remove(0).complete("done");
    }

    private Uni<String> call(String name) {
        return Uni.createFrom().emitter(emitter -> {
            begun.add(name);
            open.add(emitter);
        });
    }
}
