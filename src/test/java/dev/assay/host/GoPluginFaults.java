package dev.assay.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.assay.host.status.PluginState;
import dev.assay.metric.Measurement;
import dev.assay.metric.Phase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each fault of a Go plugin is seen, named and mended, and no other plugin notices. */
abstract class GoPluginFaults extends GoPlugins {
    @ParameterizedTest
    @CsvSource({
        "panic,2,panic: it broke",
        "panic-error,2,panic: it broke",
        "panic-elsewhere,2,panic: it broke",
        "nil-map,2,panic: assignment to entry in nil map",
        "nil-pointer,2,panic: runtime error: invalid memory address or nil pointer dereference",
        "map-writes,2,fatal error: concurrent map writes",
        "exit,0,''"
    })
    void a_crash_in_a_run_is_named_and_mended(String crash, int code, String words) throws Exception {
        boot(Map.of());
        long pid = status(BAD).pid().orElseThrow();
        CompletableFuture<Measurement> other = run(WELL, "{'do':'sleep','duration':'300ms','text':'slept'}");

        Measurement lost = ordered("{'do':'" + crash + "','text':'it broke'}");

        assertThat(lost.phase()).isEqualTo(Phase.ERROR);
        assertThat(lost.finishedAt()).isNotNull();
        assertThat(lost.message())
                .startsWith("Run rpc call error: tried to run a metric with plugin go/bad, but its process " + pid
                        + " exited with code " + code)
                .contains(words)
                .endsWith("; it is being started again, so make the call once more");
        assertThat(other.get(60, TimeUnit.SECONDS).value()).isEqualTo("slept");
        theOtherIsUntouched();
        awaitReady(2);
        assertThat(ordered("{'text':'mended'}").value()).isEqualTo("mended");
        assertThat(status(BAD).restarts()).isEqualTo(1);
    }

    @Test
    void a_kill_in_the_midst_of_calls_costs_those_calls_only() throws Exception {
        boot(Map.of());
        long pid = status(BAD).pid().orElseThrow();
        CompletableFuture<Measurement> hanging = run(BAD, "{'do':'hang'}");
        CompletableFuture<Measurement> other = run(WELL, "{'do':'sleep','duration':'300ms','text':'slept'}");
        Object unused = ordered("{'text':'both are on their way'}");

        signal("KILL", pid);

        assertThat(hanging.get(60, TimeUnit.SECONDS).message())
                .startsWith("Run rpc call error: tried to run a metric with plugin go/bad, but its process " + pid
                        + " was ended by signal 9;")
                .endsWith("; it is being started again, so make the call once more");
        assertThat(other.get(60, TimeUnit.SECONDS).value()).isEqualTo("slept");
        theOtherIsUntouched();
        awaitReady(2);
        assertThat(ordered("{'text':'mended'}").value()).isEqualTo("mended");
    }

    @Test
    void a_suspended_plugin_is_found_by_its_health_check_killed_and_started_again() throws Exception {
        boot(Map.of("assay.ping.interval", "100ms", "assay.ping.timeout", "500ms", "assay.ping.failures", "2"));
        long pid = status(BAD).pid().orElseThrow();

        signal("STOP", pid);

        theOtherIsUntouched();
        awaitReady(2);
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(ordered("{'text':'mended'}").value()).isEqualTo("mended");
        theOtherIsUntouched();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hang", "goexit"})
    void a_call_without_an_answer_is_given_up_and_the_plugin_goes_on(String order) throws Exception {
        boot(Map.of("assay.call.timeout", "500ms"));

        assertThat(ordered("{'do':'" + order + "'}").message())
                .isEqualTo("Run rpc call error: tried to run a metric with plugin go/bad, but it did not answer within"
                        + " 0.5 s; call again, or raise the plugin's timeout or assay.call.timeout");
        assertThat(ordered("{'text':'goes on'}").value()).isEqualTo("goes on");
        assertThat(status(BAD).restarts()).isZero();
    }

    @Test
    void ten_megabytes_come_back_while_the_other_plugin_answers() throws Exception {
        boot(Map.of());
        CompletableFuture<Measurement> value = run(BAD, "{'do':'big','size':10000000}");
        CompletableFuture<Measurement> metadata = run(BAD, "{'do':'big-metadata','size':10000000}");

        theOtherIsUntouched();

        assertThat(value.get(60, TimeUnit.SECONDS).value()).isEqualTo("v".repeat(10_000_000));
        assertThat(metadata.get(60, TimeUnit.SECONDS).metadata()).containsEntry("big", "m".repeat(10_000_000));
    }

    @Test
    void every_phase_except_error_arrives_as_it_is() throws Exception {
        boot(Map.of());
        for (String phase : new String[] {
            "Successful", "Failed", "Running", "Pending", "Inconclusive", "", "Bewildered", "successful"
        }) {
            assertThat(ordered("{'do':'phase','text':'" + phase + "'}"))
                    .isEqualTo(new Measurement(new Phase(phase), "", null, null, "", Map.of(), null));
        }
    }

    @Test
    void odd_answers_arrive_whole() throws Exception {
        boot(Map.of());
        String odd = "quote \" backslash \\ newline \n tab \t nul \0 escape \u001b[31m %s {{args.x}} <&> \u00e4\u20ac"
                + "\ud83d\ude80 \u202e";
        assertThat(ordered("{'do':'zero'}")).isEqualTo(Measurement.EMPTY);
        assertThat(ordered("{'do':'nil-metadata'}").metadata()).isEmpty();
        assertThat(ordered("{'do':'empty-metadata'}").metadata()).isEmpty();
        assertThat(ordered("{'do':'many-metadata','count':5000}").metadata())
                .hasSize(5000)
                .containsEntry("4999", "4999");
        Measurement error = ordered("{'do':'odd'}");
        assertThat(error.phase()).isEqualTo(Phase.ERROR);
        assertThat(error.message()).isEqualTo("failed to run via plugin: " + odd);
    }

    @Test
    void an_answer_that_is_not_unicode_harms_no_other_call() throws Exception {
        boot(Map.of());
        assertThat(run(BAD, "{'do':'invalid'}")).succeedsWithin(LONG);
        assertThat(run(BAD, "{'do':'odd-metadata'}")).succeedsWithin(LONG);
        assertThat(ordered("{'text':'goes on'}").value()).isEqualTo("goes on");
        assertThat(status(BAD).restarts()).isZero();
    }

    @Test
    void times_of_any_zone_are_the_same_instants() throws Exception {
        boot(Map.of());
        for (String name : new String[] {
            "utc",
            "local",
            "now",
            "zone",
            "zone-seconds",
            "zone-negative",
            "zone-zero",
            "zone-far",
            "after-zero",
            "year-9999",
            "before-1970",
            "whole-second"
        }) {
            Measurement timed = ordered("{'do':'time','text':'" + name + "'}");
            Instant expected = Instant.parse(timed.value());
            assertThat(timed.startedAt()).as(name).isEqualTo(expected);
            assertThat(timed.finishedAt()).as(name).isEqualTo(expected);
            assertThat(timed.resumeAt()).as(name).isEqualTo(expected);
        }
        assertThat(ordered("{'do':'time','text':'none'}").startedAt()).isNull();
    }

    @Test
    void a_panic_in_another_verb_is_that_calls_error() throws Exception {
        boot(Map.of());
        assertThat(provider(BAD)
                        .metadata(metric(BAD, "{'do':'panic','text':'it broke'}"))
                        .await()
                        .atMost(LONG)
                        .get("error"))
                .startsWith("GetMetadata rpc call error: ")
                .contains("panic: it broke");
        awaitReady(2);
        theOtherIsUntouched();
    }

    @Test
    void an_initialisation_that_fails_twice_is_tried_until_it_succeeds() throws Exception {
        Path counter = folder.resolve("counter");
        boot(Map.of(), "-init-error", "the token has expired", "-init-failures", "2", "-counter", counter.toString());
        assertThat(Files.size(counter)).isEqualTo(3);
        assertThat(status(BAD).state()).isEqualTo(PluginState.READY);
        assertThat(status(BAD).restarts()).isEqualTo(2);
    }

    /** Plugins that look for their credentials there do so. */
    @Test
    void an_initialisation_that_ends_the_process_is_named_with_its_last_words() {
        host(Map.of("assay.boot.timeout", "2s"), "-init-fatal", "there is no token");
        assertThatThrownBy(() -> real.host().boot().await().atMost(LONG))
                .isInstanceOfSatisfying(BootException.class, failure -> assertThat(failure.faults())
                        .anySatisfy(fault -> assertThat(fault.toString())
                                .contains("plugin go/bad", "exited with code 1", "there is no token")));
    }

    @Test
    void a_slow_plugin_is_waited_for() throws Exception {
        boot(Map.of(), "-delay", "1500ms", "-init-delay", "500ms");
        assertThat(ordered("{'text':'here'}").value()).isEqualTo("here");
        assertThat(status(BAD).restarts()).isZero();
    }

    @Test
    void a_line_before_the_handshake_is_quoted() {
        host(Map.of(), "-stdout", "Hello from the plugin");
        assertThatThrownBy(() -> real.host().boot().await().atMost(LONG))
                .isInstanceOfSatisfying(BootException.class, failure -> assertThat(failure.faults())
                        .anySatisfy(fault -> assertThat(fault.toString())
                                .contains("plugin go/bad")
                                .contains("Hello from the plugin")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-child", "-detached-child", "-ignore-sigterm"})
    void no_child_of_a_plugin_outlives_the_host(String argument) {
        boot(Map.of(), argument);
        long pid = status(BAD).pid().orElseThrow();
        var children = ProcessHandle.of(pid).orElseThrow().descendants().toList();

        real.close();
        real = null;

        await().atMost(LONG).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
    }

    static void signal(String name, long pid) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start();
        assertThat(kill.waitFor()).isZero();
    }
}
