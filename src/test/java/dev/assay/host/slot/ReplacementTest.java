package dev.assay.host.slot;

import static dev.assay.host.slot.SlotFixture.failure;
import static dev.assay.host.slot.SlotFixture.spec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.host.calls.StubConnection;
import dev.assay.host.status.PluginState;
import dev.assay.host.status.RestartOutcome;
import dev.assay.metric.Measurement;
import dev.assay.process.ProcessExit;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A plugin whose process is replaced although its entry and its executable are the same. */
class ReplacementTest {
    private static final String GREED = "uses 300.0 MiB of memory, more than its limit of 256.0 MiB";

    private final SlotFixture fixture = SlotFixture.withMemoryLimit(256);
    private final PluginSlot slot = fixture.slot;

    @AfterEach
    void nothing_is_left_after_a_stop() {
        fixture.close();
    }

    @Test
    void the_new_process_comes_up_beside_the_old_one_and_takes_over_when_it_is_ready() {
        StubConnection old = fixture.begin();
        UniAssertSubscriber<Measurement> call = fixture.run();

        fixture.use(300);

        assertThat(fixture.state()).isEqualTo(PluginState.READY);
        assertThat(fixture.update().state()).isEqualTo(PluginState.STARTING);
        assertThat(fixture.update().reason()).isEqualTo("replaces process 100, which " + GREED);
        fixture.comeUp();
        assertThat(fixture.status().pid()).contains(101L);
        old.runs.get(0).complete(Measurement.EMPTY);
        call.assertCompleted();
        assertThat(fixture.events)
                .containsExactly("Normal PluginReplaced: plugin acme/one was replaced, because its process 100 " + GREED
                        + ": process 101 serves");
    }

    @Test
    void the_executable_is_the_one_that_is_known_so_that_no_server_is_asked() {
        fixture.begin();
        fixture.installer.answers.put("file:///one", failure(false, "the server is away"));

        fixture.use(300);
        fixture.comeUp();

        assertThat(fixture.status().pid()).contains(101L);
    }

    @Test
    void a_replacement_on_its_way_is_not_replaced() {
        fixture.begin();
        fixture.use(300);
        fixture.use(300);

        assertThat(fixture.processes.launched).hasSize(2);
        fixture.comeUp();
    }

    @Test
    void a_plugin_that_is_greedy_at_once_again_is_replaced_less_and_less_often() {
        fixture.begin();

        assertThat(replacements(Duration.ofMinutes(1))).isBetween(4, 8);
        assertThat(replacements(Duration.ofMinutes(1))).isBetween(1, 2);
    }

    @Test
    void the_end_of_a_replaced_process_says_why_it_was_replaced() {
        fixture.begin();
        fixture.use(300);
        fixture.comeUp();
        fixture.time.advance(SlotFixture.GRACE);

        assertThat(fixture.status().lastExit().orElseThrow().reason())
                .isEqualTo(GREED + ", so another one took its place");
    }

    @Test
    void where_the_update_of_the_entry_cannot_come_up_no_call_is_lost_and_the_update_is_tried_again() {
        StubConnection old = fixture.begin();
        applyFailing(true);
        UniAssertSubscriber<Measurement> call = fixture.run();

        fixture.use(300);

        assertThat(fixture.state()).isEqualTo(PluginState.READY);
        assertThat(fixture.update().reason()).isEqualTo("replaces process 100, which " + GREED);
        fixture.comeUp();
        assertThat(fixture.status().pid()).contains(101L);
        old.runs.get(0).complete(Measurement.EMPTY);
        call.assertCompleted();
        assertThat(fixture.update().state()).isEqualTo(PluginState.FAILED);
        assertThat(fixture.update().reason()).isEqualTo("it is no executable");
    }

    @Test
    void an_update_that_was_put_off_takes_over_once_it_can() {
        fixture.begin();
        applyFailing(false);
        fixture.use(300);
        fixture.installer.answers.clear();

        fixture.comeUp();
        assertThat(fixture.status().location()).isEqualTo("file:///one");
        fixture.comeUp();

        assertThat(fixture.status().location()).isEqualTo("file:///two");
        assertThat(fixture.status().update()).isEmpty();
    }

    @Test
    void an_update_that_was_put_off_is_tried_again_when_the_replacement_fails_for_good() {
        fixture.begin();
        applyFailing(false);
        fixture.use(300);
        fixture.installer.answers.clear();

        fixture.processes.last().shakeHands("a protocol of no transport");
        assertThat(fixture.update().state()).isEqualTo(PluginState.STARTING);
        fixture.comeUp();

        assertThat(fixture.status().location()).isEqualTo("file:///two");
    }

    @Test
    void an_update_that_was_put_off_is_tried_again_when_the_process_fails_before_its_replacement_is_ready() {
        fixture.begin();
        applyFailing(false);
        fixture.use(300);
        fixture.processes.launched.get(0).exited.complete(new ProcessExit(3, List.of()));
        fixture.time.advance(Duration.ofMillis(1200));
        fixture.processes.last().shakeHands("a protocol of no transport");
        fixture.installer.answers.clear();

        fixture.connections.add(new StubConnection());
        fixture.processes.launched.get(1).shakeHands("grpc");
        assertThat(fixture.status().pid()).contains(101L);
        fixture.comeUp();

        assertThat(fixture.status().location()).isEqualTo("file:///two");
    }

    @Test
    void an_entry_that_was_changed_back_leaves_no_update() {
        fixture.begin();
        applyFailing(false);
        fixture.use(300);

        slot.apply(fixture.spec);

        assertThat(fixture.status().update()).isEmpty();
        assertThat(fixture.status().pid()).contains(100L);
    }

    @Test
    void a_restart_by_hand_begins_at_once_what_waits_for_its_time() {
        fixture.begin();
        fixture.processes.last().exited.complete(new ProcessExit(3, List.of()));
        assertThat(fixture.state()).isEqualTo(PluginState.BACKING_OFF);

        assertThat(restart()).isEqualTo(RestartOutcome.BEGUN);

        assertThat(fixture.state()).isEqualTo(PluginState.STARTING);
        fixture.comeUp();
        assertThat(fixture.status().restarts()).isEqualTo(1);
        assertThat(fixture.processes.launched).hasSize(2);
    }

    @Test
    void a_restart_by_hand_tries_again_what_has_failed() {
        fixture.installer.answers.put("file:///one", failure(true, "the file is missing"));
        slot.begin();
        assertThat(fixture.state()).isEqualTo(PluginState.FAILED);
        fixture.installer.answers.clear();

        assertThat(restart()).isEqualTo(RestartOutcome.BEGUN);

        fixture.comeUp();
        assertThat(fixture.state()).isEqualTo(PluginState.READY);
    }

    @Test
    void a_restart_by_hand_replaces_a_plugin_that_is_ready_with_its_newest_executable() {
        fixture.begin();
        fixture.installer.answers.put("file:///one", SlotFixture.FakeInstaller.has("newer"));

        assertThat(restart()).isEqualTo(RestartOutcome.BEGUN);

        assertThat(fixture.state()).isEqualTo(PluginState.READY);
        fixture.comeUp();
        assertThat(fixture.status().digest()).contains("newer");
        assertThat(fixture.status().pid()).contains(101L);
    }

    @Test
    void a_restart_by_hand_tries_a_failed_update_again() {
        fixture.begin();
        applyFailing(true);
        fixture.installer.answers.clear();

        assertThat(restart()).isEqualTo(RestartOutcome.BEGUN);

        fixture.comeUp();
        assertThat(fixture.status().location()).isEqualTo("file:///two");
    }

    @Test
    void a_restart_by_hand_does_nothing_while_a_process_comes_up_anyway() {
        slot.begin();
        assertThat(restart()).isEqualTo(RestartOutcome.ON_ITS_WAY);
        fixture.comeUp();
        slot.apply(spec("file:///two"));
        assertThat(restart()).isEqualTo(RestartOutcome.ON_ITS_WAY);
        assertThat(fixture.processes.launched).hasSize(2);
        fixture.comeUp();
    }

    @Test
    void restarts_by_hand_have_a_pause_between_them() {
        fixture.begin();
        restart();
        fixture.comeUp();

        assertThat(restart()).isEqualTo(RestartOutcome.TOO_SOON);

        fixture.time.advance(PluginSlot.RESTART_PAUSE);
        assertThat(restart()).isEqualTo(RestartOutcome.BEGUN);
        fixture.comeUp();
    }

    /** Changes the entry to one that cannot be installed. */
    private void applyFailing(boolean permanent) {
        fixture.installer.answers.put("file:///two", failure(permanent, "it is no executable"));
        slot.apply(spec("file:///two"));
    }

    /** How many processes take the place of another, while each is greedy at once. */
    private int replacements(Duration time) {
        int before = fixture.processes.launched.size();
        Instant end = fixture.time.instant().plus(time);
        while (fixture.time.instant().isBefore(end)) {
            fixture.use(300);
            if (fixture.status().update().isPresent()) {
                fixture.comeUp();
            }
        }
        return fixture.processes.launched.size() - before;
    }

    private RestartOutcome restart() {
        return slot.restart()
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create())
                .assertCompleted()
                .getItem();
    }
}
