package dev.assay.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.host.facts.CallOutcome;
import dev.assay.host.facts.ExitReason;
import dev.assay.host.facts.PluginObserver;
import dev.assay.host.facts.ReadingOutcome;
import dev.assay.host.status.PluginState;
import dev.assay.install.progress.DownloadOutcome;
import dev.assay.metric.Measurement;
import dev.assay.metric.Phase;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TelemetryTest {
    private final MeterFixture fixture = new MeterFixture();

    @Test
    void a_call_is_counted_by_verb_phase_and_outcome_and_its_time_is_in_buckets() {
        fixture.plugin("acme/one");
        assertThat(fixture.scrape())
                .contains(
                        "assay_plugin_calls_total{outcome=\"answered\",phase=\"Successful\",plugin=\"acme/one\",verb=\"run\",}"
                                + " 1.0",
                        "assay_plugin_call_duration_seconds_bucket{plugin=\"acme/one\",verb=\"run\",le=\"0.025\",} 0.0",
                        "assay_plugin_call_duration_seconds_bucket{plugin=\"acme/one\",verb=\"run\",le=\"0.05\",} 1.0",
                        "assay_plugin_call_wait_seconds_count{plugin=\"acme/one\",verb=\"run\",} 1.0");
    }

    @Test
    void measurements_are_counted_from_0_so_that_the_first_failure_is_an_increase() {
        fixture.telemetry.onAdded("acme/one");
        assertThat(fixture.scrape())
                .contains(
                        "{outcome=\"answered\",phase=\"Error\",plugin=\"acme/one\",verb=\"run\",} 0.0",
                        "{outcome=\"timeout\",phase=\"Error\",plugin=\"acme/one\",verb=\"resume\",} 0.0",
                        "assay_plugin_call_duration_seconds_count{plugin=\"acme/one\",verb=\"run\",} 0.0",
                        "assay_plugin_call_wait_seconds_count{plugin=\"acme/one\",verb=\"run\",} 0.0")
                .doesNotContain("verb=\"metadata\"");
    }

    @Test
    void a_measurement_that_never_came_has_phase_Error_and_one_that_nobody_waited_for_has_none() {
        PluginObserver plugin = fixture.plugin("acme/one");
        plugin.onCall(MeterFixture.call(CallOutcome.TIMED_OUT, Optional.empty()));
        plugin.onCall(MeterFixture.call(CallOutcome.CANCELLED, Optional.empty()));
        assertThat(fixture.scrape())
                .contains("{outcome=\"timeout\",phase=\"Error\",", "{outcome=\"cancelled\",phase=\"none\",");
    }

    @Test
    void whatever_phases_a_plugin_invents_are_one_series() {
        PluginObserver plugin = fixture.plugin("acme/one");
        for (int i = 0; i < 1000; i++) {
            plugin.onCall(MeterFixture.call(
                    CallOutcome.ANSWERED, Optional.of(Measurement.EMPTY.withPhase(new Phase("odd" + i)))));
        }
        assertThat(fixture.scrape()).contains("phase=\"other\",plugin=\"acme/one\",verb=\"run\",} 1000.0");
    }

    @Test
    void one_state_is_1_and_the_others_are_0() {
        fixture.plugin("acme/one");
        fixture.state.set(PluginState.BACKING_OFF);
        assertThat(fixture.scrape())
                .contains(
                        "assay_plugin_state{plugin=\"acme/one\",state=\"BackingOff\",} 1.0",
                        "assay_plugin_state{plugin=\"acme/one\",state=\"Ready\",} 0.0");
    }

    @Test
    void a_plugin_that_is_removed_leaves_no_series_and_its_late_calls_make_none() {
        PluginObserver plugin = fixture.plugin("acme/gone");
        plugin.onRemoved();
        plugin.onCall(MeterFixture.call(CallOutcome.LOST, Optional.empty()));
        plugin.onCall(MeterFixture.call(CallOutcome.ANSWERED, Optional.of(Measurement.EMPTY.withValue("0.5"))));
        fixture.telemetry.onEnded("acme/gone", DownloadOutcome.FAILED, 1, Duration.ofSeconds(1));
        assertThat(fixture.scrape()).doesNotContain("acme/gone");
    }

    @Test
    void a_plugin_that_comes_back_under_its_name_is_not_disturbed_by_the_end_of_the_former_one() {
        PluginObserver former = fixture.plugin("acme/one");
        former.onRemoved();
        fixture.plugin("acme/one");
        former.onCall(MeterFixture.call(CallOutcome.LOST, Optional.empty()));
        former.onExited(ExitReason.ENDED);
        assertThat(fixture.scrape())
                .contains(
                        "assay_plugin_calls_in_flight{plugin=\"acme/one\",} 2.0",
                        "{outcome=\"lost\",phase=\"Error\",plugin=\"acme/one\",verb=\"run\",} 0.0");
    }

    @Test
    void starts_ends_and_health_checks_are_counted() {
        PluginObserver plugin = fixture.plugin("acme/one");
        plugin.onLaunched();
        plugin.onReady(Duration.ofMillis(500));
        plugin.onAnsweredCheck(Duration.ofMillis(1));
        plugin.onUnansweredCheck();
        plugin.onExited(ExitReason.SIGNAL);
        assertThat(fixture.scrape())
                .contains(
                        "assay_plugin_launches_total{plugin=\"acme/one\",} 1.0",
                        "assay_plugin_start_duration_seconds_sum{plugin=\"acme/one\",} 0.5",
                        "assay_plugin_health_check_duration_seconds_count{plugin=\"acme/one\",} 1.0",
                        "assay_plugin_health_check_failures_total{plugin=\"acme/one\",} 1.0",
                        "assay_plugin_exits_total{plugin=\"acme/one\",reason=\"signal\",} 1.0",
                        "assay_plugin_exits_total{plugin=\"acme/one\",reason=\"ended\",} 0.0",
                        "assay_plugin_processor_seconds_total{plugin=\"acme/one\",} 2.5",
                        "assay_plugin_restarts_total{plugin=\"acme/one\",} 3.0");
    }

    @Test
    void the_time_of_the_last_good_reading_stays_when_one_is_refused() {
        fixture.telemetry.onReading(ReadingOutcome.ACCEPTED);
        fixture.telemetry.onReading(ReadingOutcome.REFUSED);
        assertThat(fixture.scrape())
                .contains(
                        "assay_configuration_readings_total{outcome=\"refused\",} 1.0",
                        "assay_configuration_accepted_timestamp_seconds " + seconds());
    }

    private static String seconds() {
        return Double.toString((double) MeterFixture.NOW.getEpochSecond());
    }
}
