package dev.assay.host.slot;

import static dev.assay.host.slot.SlotFixture.spec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.config.PluginSpec;
import dev.assay.host.calls.StubConnection;
import dev.assay.host.instance.FakeProcesses;
import dev.assay.host.status.PluginState;
import dev.assay.host.status.PluginStatus;
import dev.assay.install.Executable;
import dev.assay.install.InstallProgress;
import dev.assay.metric.Measurement;
import dev.assay.process.ProcessExit;
import dev.assay.process.ResourceLimits;
import dev.assay.testing.SpecBuilder;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A plugin whose entry is changed while it runs. */
class PluginSlotTest {
    private static final PluginSpec TWO = spec("file:///two");
    private static final PluginSpec THREE = spec("file:///three");

    private final SlotFixture fixture = new SlotFixture(false, Map.of());
    private final PluginSlot slot = fixture.slot;

    @AfterEach
    void nothing_is_left_after_a_stop() {
        fixture.close();
    }

    @Test
    void a_changed_entry_comes_up_beside_the_old_process_and_takes_over_when_it_is_ready() {
        StubConnection old = fixture.begin();

        slot.apply(TWO);

        assertThat(fixture.processes.alive()).isEqualTo(2);
        assertThat(fixture.state()).isEqualTo(PluginState.READY);
        assertThat(fixture.status().location()).isEqualTo("file:///one");
        assertThat(fixture.update().state()).isEqualTo(PluginState.STARTING);
        assertThat(fixture.update().location()).isEqualTo("file:///two");
        assertThat(fixture.update().digest()).contains("two");

        StubConnection fresh = fixture.comeUp();

        PluginStatus status = fixture.status();
        assertThat(status.update()).isEmpty();
        assertThat(status.location()).isEqualTo("file:///two");
        assertThat(status.digest()).contains("two");
        assertThat(status.pid()).contains(101L);
        assertThat(status.generation()).isEqualTo(2);
        assertThat(old.quits).isEqualTo(1);
        fixture.run();
        fresh.runs.get(0).complete(Measurement.EMPTY);
        fixture.time.advance(SlotFixture.GRACE);
        assertThat(fixture.processes.alive()).isEqualTo(1);
        assertThat(fixture.events)
                .containsExactly(
                        "Normal PluginUpdated: plugin acme/one from file:///two was updated: process 101" + " serves");
    }

    @Test
    void calls_that_wait_for_an_old_process_which_died_go_to_the_new_one() {
        fixture.begin();
        slot.apply(TWO);
        UniAssertSubscriber<Measurement> inFlight = fixture.run();
        fixture.processes.launched.get(0).exited.complete(new ProcessExit(0, List.of()));
        assertThat(inFlight.assertFailed().getFailure()).hasMessageContaining("process 100 exited");
        UniAssertSubscriber<Measurement> waits = fixture.run();

        fixture.comeUp().runs.get(0).complete(Measurement.EMPTY);

        waits.assertCompleted();
        assertThat(fixture.status().generation()).isEqualTo(2);
        assertThat(fixture.processes.launched).hasSize(2);
    }

    @Test
    void the_old_process_lives_until_its_calls_have_finished() {
        StubConnection old = fixture.begin();
        UniAssertSubscriber<Measurement> call = fixture.run();
        slot.apply(TWO);
        StubConnection fresh = fixture.comeUp();
        assertThat(old.quits).isZero();

        fixture.time.advance(Duration.ofSeconds(9));
        assertThat(old.quits).isZero();
        old.runs.get(0).complete(Measurement.EMPTY);

        call.assertCompleted();
        assertThat(old.quits).isEqualTo(1);
        assertThat(fresh.runs).isEmpty();
    }

    @Test
    void a_call_that_outlasts_the_drain_of_the_old_process_says_so() {
        fixture.begin();
        UniAssertSubscriber<Measurement> call = fixture.run();
        slot.apply(TWO);
        fixture.comeUp();

        fixture.time.advance(SlotFixture.DRAIN);

        assertThat(call.assertFailed().getFailure())
                .hasMessage("tried to run a metric with plugin acme/one, but its process was replaced and it did not"
                        + " answer within assay.stop.drain; call again, or raise assay.stop.drain");
        assertThat(fixture.state()).isEqualTo(PluginState.READY);
    }

    @Test
    void calls_in_flight_on_the_old_connection_take_no_place_from_the_new_one() {
        fixture.begin();
        List<UniAssertSubscriber<Measurement>> stuck =
                Stream.generate(fixture::run).limit(64).toList();
        slot.apply(TWO);
        StubConnection fresh = fixture.comeUp();

        fixture.run();

        assertThat(fresh.runs).hasSize(1);
        fresh.runs.get(0).complete(Measurement.EMPTY);
        fixture.time.advance(SlotFixture.DRAIN);
        stuck.forEach(UniAssertSubscriber::assertFailed);
    }

    @Test
    void another_time_out_needs_no_new_process() {
        fixture.begin();
        slot.apply(new SpecBuilder(SlotFixture.NAME, SlotFixture.SPEC.location())
                .args("-v")
                .timeout(Duration.ofSeconds(3))
                .required(false)
                .build());
        UniAssertSubscriber<Measurement> call = fixture.run();

        fixture.time.advance(Duration.ofSeconds(3));

        assertThat(call.assertFailed().getFailure()).hasMessageContaining("did not answer within 3.0 s");
        assertThat(fixture.processes.launched).hasSize(1);
        assertThat(fixture.status().required()).isFalse();
        assertThat(fixture.status().update()).isEmpty();
    }

    @Test
    void the_same_entry_again_changes_nothing() {
        fixture.begin();
        slot.apply(spec("file:///one", "-v"));
        assertThat(fixture.processes.launched).hasSize(1);
        assertThat(fixture.status().update()).isEmpty();
    }

    @Test
    void an_edit_back_to_what_runs_drops_the_update() {
        fixture.begin();
        slot.apply(TWO);

        slot.apply(SlotFixture.SPEC);

        assertThat(fixture.status().update()).isEmpty();
        assertThat(fixture.processes.launched.get(1).stops).containsExactly(SlotFixture.GRACE);
        assertThat(fixture.processes.alive()).isEqualTo(1);
        assertThat(fixture.status().generation()).isEqualTo(1);
    }

    @Test
    void a_newer_change_replaces_one_that_is_still_on_its_way_once_nothing_of_that_is_left() {
        fixture.begin();
        slot.apply(TWO);
        FakeProcesses.FakeProcess second = fixture.processes.last();
        second.stopsAtOnce = false;

        slot.apply(spec("file:///lost"));
        slot.apply(THREE);

        assertThat(second.stops).isNotEmpty();
        assertThat(fixture.update().state()).isEqualTo(PluginState.PENDING);
        assertThat(fixture.update().location()).isEqualTo("file:///three");
        assertThat(fixture.processes.launched).hasSize(2);
        second.stopped.complete(new ProcessExit(143, List.of()));
        second.exited.complete(new ProcessExit(143, List.of()));
        fixture.comeUp();

        assertThat(fixture.status().location()).isEqualTo("file:///three");
        assertThat(fixture.installer.installed).containsExactly("file:///one", "file:///two", "file:///three");
    }

    @Test
    void a_newer_change_ends_the_download_of_the_one_before() {
        fixture.begin();
        boolean[] cancelled = new boolean[1];
        fixture.installer.answers.put(
                "file:///two",
                Uni.createFrom().<Executable>nothing().onCancellation().invoke(() -> cancelled[0] = true));
        slot.apply(TWO);

        slot.apply(THREE);

        assertThat(cancelled[0]).isTrue();
        fixture.comeUp();
        assertThat(fixture.status().location()).isEqualTo("file:///three");
    }

    @Test
    void no_more_than_a_few_old_processes_finish_their_calls_at_a_time() {
        fixture.begin();
        for (int i = 0; i < 6; i++) {
            fixture.run();
            slot.apply(spec("file:///v" + i));
            if (fixture.update().state() == PluginState.STARTING) {
                fixture.comeUp();
            }
        }
        assertThat(fixture.processes.alive()).isEqualTo(5);
        assertThat(fixture.update().state()).isEqualTo(PluginState.PENDING);

        fixture.time.advance(SlotFixture.DRAIN.plus(SlotFixture.GRACE));
        fixture.comeUp();

        assertThat(fixture.status().location()).isEqualTo("file:///v5");
        fixture.time.advance(SlotFixture.DRAIN.plus(SlotFixture.GRACE));
        assertThat(fixture.processes.alive()).isEqualTo(1);
    }

    @Test
    void a_stop_in_the_middle_of_an_update_ends_both() {
        fixture.begin();
        slot.apply(TWO);
        UniAssertSubscriber<Void> stop = fixture.stop();
        fixture.time.advance(SlotFixture.GRACE);
        stop.assertCompleted();
        assertThat(fixture.processes.alive()).isZero();
    }

    @Test
    void a_stop_waits_for_an_old_process_that_still_finishes_its_calls() {
        StubConnection old = fixture.begin();
        UniAssertSubscriber<Measurement> call = fixture.run();
        slot.apply(TWO);
        fixture.comeUp();

        UniAssertSubscriber<Void> stop = fixture.stop();
        fixture.time.advance(SlotFixture.GRACE);
        stop.assertNotTerminated();
        old.runs.get(0).complete(Measurement.EMPTY);
        fixture.time.advance(SlotFixture.GRACE);

        call.assertCompleted();
        stop.assertCompleted();
    }

    @Test
    void a_change_after_the_stop_changes_nothing() {
        fixture.begin();
        fixture.stop();
        slot.apply(TWO);
        assertThat(fixture.processes.launched).hasSize(1);
    }

    @Test
    void a_removed_plugin_finishes_its_calls_in_flight_and_refuses_others() {
        StubConnection connection = fixture.begin();
        UniAssertSubscriber<Measurement> inFlight = fixture.run();
        UniAssertSubscriber<Void> removal =
                slot.stop(StopReason.REMOVED).subscribe().withSubscriber(UniAssertSubscriber.create());

        assertThat(fixture.run().assertFailed().getFailure())
                .hasMessage("tried to call plugin acme/one, but it has been removed from the configuration; configure"
                        + " it again, or call another plugin");
        connection.runs.get(0).complete(Measurement.EMPTY);
        inFlight.assertCompleted();
        fixture.time.advance(SlotFixture.GRACE);
        removal.assertCompleted();
    }

    @Test
    void calls_that_wait_for_a_plugin_which_is_removed_are_told() {
        slot.begin();
        UniAssertSubscriber<Measurement> waits = fixture.run();
        slot.stop(StopReason.REMOVED).subscribe().with(done -> {});
        assertThat(waits.assertFailed().getFailure()).hasMessageContaining("has been removed from the configuration");
    }

    @Test
    void the_progress_of_a_download_is_shown_until_it_is_over() {
        fixture.installer.answers.put("file:///one", Uni.createFrom().nothing());
        slot.begin();
        fixture.installer.progress.accept(new InstallProgress(10, OptionalLong.of(100), 5));

        assertThat(fixture.status().progress()).contains(new InstallProgress(10, OptionalLong.of(100), 5));
        slot.apply(TWO);
        fixture.comeUp();
        assertThat(fixture.status().progress()).isEmpty();

        fixture.installer.answers.put("file:///three", Uni.createFrom().nothing());
        slot.apply(THREE);
        fixture.installer.progress.accept(new InstallProgress(7, OptionalLong.empty(), 7));
        assertThat(fixture.update().progress()).contains(new InstallProgress(7, OptionalLong.empty(), 7));
        assertThat(fixture.status().progress()).isEmpty();
    }

    @Test
    void a_setting_decides_whether_boot_waits_for_a_plugin_whose_entry_does_not_say_so() {
        PluginSpec silent = new PluginSpec(
                "acme/silent",
                SlotFixture.SPEC.location(),
                Optional.empty(),
                List.of(),
                List.of(),
                Map.of(),
                Optional.empty(),
                ResourceLimits.NONE,
                Optional.empty());
        assertThat(fixture.factory.required(silent)).isTrue();
        SlotFixture optional = new SlotFixture(false, Map.of("assay.plugins.required", "false"));
        assertThat(optional.factory.required(silent)).isFalse();
        assertThat(optional.factory.required(SlotFixture.SPEC)).isTrue();
    }
}
