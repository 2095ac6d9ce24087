package dev.assay.host.slot;

import static dev.assay.host.slot.SlotFixture.failure;
import static dev.assay.host.slot.SlotFixture.spec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.config.PluginSpec;
import dev.assay.host.calls.StubConnection;
import dev.assay.host.instance.FakeProcesses;
import dev.assay.host.status.PluginState;
import dev.assay.metric.Measurement;
import dev.assay.process.ProcessException;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Changed entries, where the process that runs or the one that is to replace it fails. */
class PluginSlotFaultsTest {
    private static final PluginSpec TWO = spec("file:///two");
    private static final PluginSpec THREE = spec("file:///three");
    private static final Duration FIRST_DELAY = Duration.ofMillis(1200);

    private final SlotFixture fixture = new SlotFixture(false, Map.of());
    private final PluginSlot slot = fixture.slot;

    @AfterEach
    void nothing_is_left_after_a_stop() {
        fixture.close();
    }

    @Test
    void an_update_that_fails_for_a_while_is_tried_again_beside_the_old_process_and_told_once() {
        fixture.begin();
        fixture.installer.answers.put("file:///two", failure(false, "tried to fetch, but 503 (request 17)"));

        slot.apply(TWO);

        assertThat(fixture.state()).isEqualTo(PluginState.READY);
        assertThat(fixture.update().state()).isEqualTo(PluginState.BACKING_OFF);
        assertThat(fixture.update().reason()).isEqualTo("tried to fetch, but 503 (request 17)");
        fixture.installer.answers.put("file:///two", failure(false, "tried to fetch, but 503 (request 18)"));
        fixture.time.advance(FIRST_DELAY);
        assertThat(fixture.update().reason()).isEqualTo("tried to fetch, but 503 (request 18)");
        assertThat(fixture.events)
                .containsExactly("Warning PluginUpdateFailed: the update of plugin acme/one from file:///two failed,"
                        + " and what was there before stays: tried to fetch, but 503 (request 17); it is tried"
                        + " again");

        fixture.installer.answers.clear();
        fixture.time.advance(Duration.ofSeconds(3));
        fixture.comeUp();

        assertThat(fixture.status().location()).isEqualTo("file:///two");
        assertThat(fixture.status().restarts()).isZero();
        assertThat(fixture.status().generation()).isEqualTo(2);
    }

    @Test
    void an_update_whose_process_crashes_at_its_start_is_tried_again_beside_the_old_one() {
        StubConnection old = fixture.begin();
        slot.apply(TWO);
        fixture.processes.last().exit(3);
        assertThat(fixture.update().state()).isEqualTo(PluginState.BACKING_OFF);
        fixture.run();
        old.runs.get(0).complete(Measurement.EMPTY);

        fixture.time.advance(FIRST_DELAY);
        fixture.comeUp();

        assertThat(fixture.status().location()).isEqualTo("file:///two");
    }

    @Test
    void an_update_that_has_failed_waits_for_the_next_change() {
        fixture.begin();
        fixture.installer.answers.put("file:///two", failure(true, "tried to install, but its sha256 is wrong"));
        slot.apply(TWO);
        assertThat(fixture.update().state()).isEqualTo(PluginState.FAILED);
        fixture.time.advance(Duration.ofMinutes(5));
        slot.apply(TWO);
        assertThat(fixture.installer.installed).hasSize(2);
        assertThat(fixture.state()).isEqualTo(PluginState.READY);
        assertThat(fixture.events).singleElement().asString().endsWith("; correct its entry or its executable");

        slot.apply(THREE);
        fixture.comeUp();

        assertThat(fixture.status().location()).isEqualTo("file:///three");
    }

    @Test
    void an_edit_back_to_what_runs_drops_an_update_that_has_failed() {
        fixture.begin();
        fixture.installer.answers.put("file:///two", failure(true, "wrong"));
        slot.apply(TWO);

        slot.apply(SlotFixture.SPEC);

        assertThat(fixture.status().update()).isEmpty();
        assertThat(fixture.processes.launched).hasSize(1);
    }

    @Test
    void a_plugin_that_has_failed_is_replaced_at_once() {
        fixture.installer.answers.put("file:///one", failure(true, "there is no such file"));
        slot.begin();
        assertThat(fixture.state()).isEqualTo(PluginState.FAILED);

        slot.apply(TWO);

        assertThat(fixture.state()).isEqualTo(PluginState.STARTING);
        assertThat(fixture.status().location()).isEqualTo("file:///two");
        assertThat(fixture.status().update()).isEmpty();
        UniAssertSubscriber<Measurement> call = fixture.run();
        fixture.comeUp().runs.get(0).complete(Measurement.EMPTY);
        call.assertCompleted();
    }

    @Test
    void a_plugin_that_never_was_ready_is_replaced_at_once_and_its_process_ended() {
        slot.begin();
        UniAssertSubscriber<Measurement> waits = fixture.run();

        slot.apply(TWO);

        assertThat(fixture.status().location()).isEqualTo("file:///two");
        assertThat(fixture.processes.alive()).isEqualTo(1);
        fixture.comeUp().runs.get(0).complete(Measurement.EMPTY);
        waits.assertCompleted();
    }

    @Test
    void an_old_process_that_fails_for_good_during_the_update_leaves_its_place_at_once() {
        fixture.begin();
        slot.apply(TWO);
        FakeProcesses.FakeProcess pending = fixture.processes.last();
        fixture.processes.launched.get(0).exit(1);
        fixture.time.advance(FIRST_DELAY);
        fixture.processes
                .last()
                .handshake
                .completeExceptionally(new ProcessException(true, "tried to read the handshake, but junk", null));

        assertThat(fixture.state()).isEqualTo(PluginState.STARTING);
        assertThat(fixture.status().location()).isEqualTo("file:///two");
        UniAssertSubscriber<Measurement> call = fixture.run();
        StubConnection fresh = new StubConnection();
        fixture.connections.add(fresh);
        pending.shakeHands("grpc");
        fresh.runs.get(0).complete(Measurement.EMPTY);
        call.assertCompleted();
    }

    @Test
    void calls_are_told_of_the_new_fault_when_both_have_failed() {
        fixture.begin();
        fixture.installer.answers.put("file:///two", failure(true, "two is junk"));
        slot.apply(TWO);
        fixture.processes.launched.get(0).exit(1);
        fixture.time.advance(FIRST_DELAY);
        fixture.processes.last().handshake.completeExceptionally(new ProcessException(true, "one is junk", null));

        assertThat(fixture.state()).isEqualTo(PluginState.FAILED);
        assertThat(fixture.status().reason()).isEqualTo("two is junk");
        assertThat(fixture.run().assertFailed().getFailure())
                .hasMessage("tried to call plugin acme/one, but it has failed: two is junk");
    }

    @Test
    void an_old_process_that_dies_during_the_update_is_started_again_meanwhile() {
        fixture.begin();
        slot.apply(TWO);
        FakeProcesses.FakeProcess pending = fixture.processes.last();
        fixture.processes.launched.get(0).exit(1);
        fixture.time.advance(FIRST_DELAY);
        fixture.comeUp();
        assertThat(fixture.state()).isEqualTo(PluginState.READY);
        assertThat(fixture.status().restarts()).isEqualTo(1);

        fixture.connections.add(new StubConnection());
        pending.shakeHands("grpc");

        assertThat(fixture.status().location()).isEqualTo("file:///two");
        assertThat(fixture.status().restarts()).isEqualTo(1);
        assertThat(fixture.status().generation()).isEqualTo(3);
    }
}
