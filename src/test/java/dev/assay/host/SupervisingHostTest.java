package dev.assay.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.config.ConfigException;
import dev.assay.config.ConfigFault;
import dev.assay.config.ConfigReading;
import dev.assay.config.Configuration;
import dev.assay.config.PluginList;
import dev.assay.config.PluginSpec;
import dev.assay.install.Executable;
import dev.assay.process.Handshake;
import dev.assay.process.Launch;
import dev.assay.process.ProcessException;
import dev.assay.process.ProcessExit;
import dev.assay.testing.FakeTime;
import dev.assay.testing.RecordedEvents;
import dev.assay.testing.StubSource;
import dev.assay.wire.AutoMtls;
import dev.assay.wire.PluginConnection;
import dev.assay.wire.PluginLog;
import dev.assay.wire.PluginTls;
import dev.assay.wire.PluginTransport;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SupervisingHostTest {
    private final FakeTime time = new FakeTime();
    private final FakeProcesses processes = new FakeProcesses();
    private final List<String> events = new ArrayList<>();
    private StubSource source;
    private SupervisingHost host = host(StubSource.of(List.of()));

    @AfterEach
    void a_stop_leaves_nothing() {
        UniAssertSubscriber<Void> stop = host.stop().subscribe().withSubscriber(UniAssertSubscriber.create());
        time.advance(Duration.ofMinutes(10));
        stop.assertCompleted();
        assertThat(processes.alive()).isZero();
        assertThat(time.scheduled()).isZero();
    }

    @Test
    void all_plugins_have_been_started_before_any_has_shaken_hands() {
        UniAssertSubscriber<Void> boot = boot(
                IntStream.range(0, 20).mapToObj(i -> spec("acme/p" + i, true)).toList());

        assertThat(processes.launched).hasSize(20);
        assertThat(host.started()).isFalse();
        assertThat(host.ready()).isFalse();
        processes.launched.forEach(process -> process.shakeHands("grpc"));

        boot.assertCompleted();
        assertThat(host.started()).isTrue();
        assertThat(host.ready()).isTrue();
        assertThat(host.plugins()).extracting(PluginStatus::name).startsWith("acme/p0", "acme/p1", "acme/p2");
    }

    @Test
    void boot_waits_for_a_required_plugin_that_is_started_again_but_not_for_another() {
        UniAssertSubscriber<Void> boot = boot(List.of(spec("acme/a", true), spec("acme/b", false)));
        processes.launched.get(0).exit(1);
        processes.launched.get(1).exit(1);
        boot.assertNotTerminated();

        time.advance(Duration.ofMillis(1200));
        processes.lastOf("acme/a").shakeHands("grpc");

        boot.assertCompleted();
    }

    @Test
    void boot_tells_every_final_fault_after_all_plugins_had_their_first_outcome() {
        UniAssertSubscriber<Void> boot =
                boot(List.of(spec("acme/a", true), spec("acme/b", true), spec("acme/c", true)));
        processes.launched.get(0).handshake.completeExceptionally(new ProcessException(true, "junk a", null));
        processes.launched.get(1).handshake.completeExceptionally(new ProcessException(true, "junk b", null));
        boot.assertNotTerminated();

        processes.launched.get(2).shakeHands("grpc");

        assertThat(((BootException) boot.assertFailed().getFailure()).faults())
                .containsExactly("plugin acme/a is Failed: junk a", "plugin acme/b is Failed: junk b");
        assertThat(host.started()).isFalse();
    }

    @Test
    void boot_ends_with_the_boot_time_out_when_a_required_plugin_never_comes_up() {
        UniAssertSubscriber<Void> boot = boot(List.of(spec("acme/a", true)));

        time.advance(Duration.ofMinutes(5));

        assertThat(((BootException) boot.assertFailed().getFailure()).faults())
                .containsExactly("plugin acme/a is Starting (not Ready within assay.boot.timeout, 300 s)");
    }

    @Test
    void a_plugin_that_is_not_required_neither_holds_boot_up_nor_ends_it() {
        UniAssertSubscriber<Void> boot = boot(List.of(spec("acme/a", true), spec("acme/slow", false)));

        processes.lastOf("acme/a").shakeHands("grpc");
        boot.assertCompleted();
        time.advance(Duration.ofMinutes(6));

        assertThat(host.ready()).isTrue();
    }

    @Test
    void a_final_fault_that_comes_late_ends_boot_at_once() {
        UniAssertSubscriber<Void> boot = boot(List.of(spec("acme/a", true), spec("acme/b", true)));
        processes.lastOf("acme/a").exit(1);
        processes.lastOf("acme/b").exit(1);
        time.advance(Duration.ofMillis(1200));

        processes.lastOf("acme/a").handshake.completeExceptionally(new ProcessException(true, "junk a", null));

        assertThat(((BootException) boot.assertFailed().getFailure()).faults())
                .containsExactly("plugin acme/a is Failed: junk a");
    }

    @Test
    void a_configuration_that_cannot_be_used_fails_boot_with_all_its_faults() {
        ConfigFault fault = new ConfigFault("metricProviderPlugins[0]", "name", "is missing", "write namespace/name");
        UniAssertSubscriber<Void> boot =
                boot(StubSource.loading(Uni.createFrom().failure(new ConfigException("the file x", List.of(fault)))));

        assertThat(((BootException) boot.assertFailed().getFailure()).faults().get(0))
                .contains("metricProviderPlugins[0].name: is missing; write namespace/name");
    }

    @Test
    void the_service_stays_ready_for_a_grace_when_a_required_plugin_restarts_and_no_longer() {
        boot(List.of(spec("acme/a", true))).assertNotTerminated();
        processes.last().shakeHands("grpc");
        assertThat(host.ready()).isTrue();

        processes.last().exit(1);
        assertThat(host.ready()).isTrue();
        time.advance(Duration.ofSeconds(29));
        assertThat(host.ready()).isTrue();
        time.advance(Duration.ofSeconds(2));
        assertThat(host.ready()).isFalse();

        processes.last().shakeHands("grpc");
        assertThat(host.ready()).isTrue();
    }

    @Test
    void a_plugin_that_is_not_required_does_not_count_for_readiness() {
        boot(List.of(spec("acme/a", false)));
        processes.last().handshake.completeExceptionally(new ProcessException(true, "junk", null));

        assertThat(host.started()).isTrue();
        assertThat(host.ready()).isTrue();
    }

    @Test
    void a_host_that_stops_is_not_ready_from_that_moment() {
        boot(List.of(spec("acme/a", true)));
        processes.last().shakeHands("grpc");

        host.stop().subscribe().with(done -> {});

        assertThat(host.ready()).isFalse();
    }

    @Test
    void a_stop_in_the_middle_of_boot_ends_boot_too() {
        UniAssertSubscriber<Void> boot = boot(List.of(spec("acme/a", true), spec("acme/b", true)));

        host.stop().subscribe().with(done -> {});
        time.advance(Duration.ofSeconds(5));

        boot.assertFailed();
        assertThat(processes.alive()).isZero();
        assertThat(host.started()).isFalse();
    }

    @Test
    void a_configuration_that_cannot_be_read_yet_is_asked_for_again_until_it_can() {
        List<Uni<PluginList>> answers = new ArrayList<>(List.of(
                passing("no route"),
                passing("no route"),
                passing("refused"),
                Uni.createFrom().item(new PluginList(List.of(spec("acme/a", true)), List.of()))));
        UniAssertSubscriber<Void> boot =
                boot(StubSource.loading(Uni.createFrom().deferred(() -> answers.remove(0))));
        assertThat(host.configurationFault().orElseThrow().message()).contains("no route");
        assertThat(answers).hasSize(3);

        time.advance(Duration.ofSeconds(20));
        processes.last().shakeHands("grpc");

        boot.assertCompleted();
        assertThat(host.configurationFault()).isEmpty();
        assertThat(events)
                .extracting(event -> event.lines().findFirst().orElseThrow())
                .containsExactly(
                        "Warning ConfigurationRefused: tried to read the plugins from the test, but",
                        "Warning ConfigurationRefused: tried to read the plugins from the test, but");
    }

    @Test
    void a_configuration_that_cannot_be_read_within_the_boot_time_out_fails_boot() {
        UniAssertSubscriber<Void> boot = boot(StubSource.loading(passing("no route")));

        time.advance(Duration.ofMinutes(5));

        assertThat(((BootException) boot.assertFailed().getFailure()).faults())
                .singleElement()
                .asString()
                .contains("no route")
                .endsWith("(not read within assay.boot.timeout, 300 s)");
    }

    @Test
    void the_time_that_reading_took_is_part_of_the_boot_time_out() {
        List<Uni<PluginList>> answers = new ArrayList<>(List.of(
                passing("no route"), Uni.createFrom().item(new PluginList(List.of(spec("acme/a", true)), List.of()))));
        UniAssertSubscriber<Void> boot =
                boot(StubSource.loading(Uni.createFrom().deferred(() -> answers.remove(0))));
        time.advance(Duration.ofSeconds(2));
        boot.assertNotTerminated();

        time.advance(Duration.ofSeconds(298));

        boot.assertFailed();
    }

    @Test
    void a_source_that_does_not_answer_at_all_fails_boot_in_time() {
        UniAssertSubscriber<Void> boot =
                boot(StubSource.loading(Uni.createFrom().nothing()));
        time.advance(Duration.ofMinutes(5));
        assertThat(boot.assertFailed().getFailure()).hasMessageStartingWith("the test did not answer");
    }

    @Test
    void a_stop_while_the_configuration_is_asked_for_ends_boot() {
        UniAssertSubscriber<Void> boot = boot(StubSource.loading(passing("no route")));
        host.stop().subscribe().with(done -> {});
        time.advance(Duration.ofSeconds(2));
        assertThat(boot.assertFailed().getFailure()).hasMessage("Assay was stopped before it began");
        assertThat(host.started()).isFalse();
        assertThat(source.watchers()).isZero();
    }

    @Test
    void a_host_whose_boot_failed_takes_the_next_good_reading() {
        ConfigFault fault = new ConfigFault("metricProviderPlugins[0]", "name", "is missing", "write namespace/name");
        boot(StubSource.loading(Uni.createFrom().failure(new ConfigException("the test", List.of(fault)))))
                .assertFailed();
        assertThat(host.configurationFault().orElseThrow().message()).contains("is missing");

        source.set(spec("acme/a", true));
        assertThat(host.configurationFault()).isEmpty();
        assertThat(host.started()).isFalse();
        processes.last().shakeHands("grpc");

        assertThat(host.started()).isTrue();
        assertThat(host.ready()).isTrue();
    }

    @Test
    void a_plugin_that_failed_boot_is_mended_by_the_next_good_reading() {
        UniAssertSubscriber<Void> boot = boot(List.of(spec("acme/a", true), spec("acme/b", true)));
        processes.lastOf("acme/b").shakeHands("grpc");
        processes.lastOf("acme/a").handshake.completeExceptionally(new ProcessException(true, "junk", null));
        boot.assertFailed();

        source.set(changed("acme/a"), spec("acme/b", true));
        processes.lastOf("acme/a").shakeHands("grpc");

        assertThat(host.started()).isTrue();
        assertThat(processes.launched).hasSize(3);
    }

    @Test
    void an_edit_during_boot_replaces_what_does_not_come_up() {
        UniAssertSubscriber<Void> boot = boot(List.of(spec("acme/a", true), spec("acme/b", true)));
        processes.lastOf("acme/a").exit(1);

        source.set(changed("acme/a"), spec("acme/c", true));
        processes.lastOf("acme/a").shakeHands("grpc");
        boot.assertNotTerminated();
        processes.lastOf("acme/c").shakeHands("grpc");

        boot.assertCompleted();
        assertThat(processes.alive()).isEqualTo(2);
    }

    @Test
    void what_the_watch_finds_first_is_what_boot_has_read_and_changes_nothing() {
        boot(List.of(spec("acme/a", true)));
        assertThat(source.watchers()).isEqualTo(1);
        assertThat(processes.launched).hasSize(1);
    }

    @Test
    void a_reading_adds_changes_and_removes_plugins_and_touches_no_other() {
        ready(spec("acme/a", true), spec("acme/b", true), spec("acme/c", true));

        source.set(spec("acme/d", true), changed("acme/c"), spec("acme/b", true));

        assertThat(host.plugins()).extracting(PluginStatus::name).containsExactly("acme/d", "acme/c", "acme/b");
        assertThat(host.provider("acme/a")).isEmpty();
        assertThat(processes.launches).extracting(Launch::plugin).endsWith("acme/c", "acme/d");
        processes.lastOf("acme/d").shakeHands("grpc");
        processes.lastOf("acme/c").shakeHands("grpc");
        time.advance(Duration.ofSeconds(4));

        assertThat(processes.alive()).isEqualTo(3);
        assertThat(host.plugin("acme/b").orElseThrow().pid()).contains(101L);
        assertThat(host.plugin("acme/b").orElseThrow().generation()).isEqualTo(1);
        assertThat(host.plugin("acme/c").orElseThrow().generation()).isEqualTo(2);
        assertThat(events)
                .containsExactly(
                        "Normal PluginRemoved: plugin acme/a was removed; its calls in flight may finish",
                        "Normal PluginAdded: plugin acme/d from file:///x was added and is Ready",
                        "Normal PluginUpdated: plugin acme/c from file:///changed was updated: process 103 serves");
    }

    @Test
    void a_plugin_that_was_added_counts_for_readiness_from_its_first_ready_on() {
        ready(spec("acme/a", true));
        source.set(spec("acme/a", true), spec("acme/new", true));
        time.advance(Duration.ofMinutes(2));
        assertThat(host.ready()).isTrue();
        processes.lastOf("acme/new").handshake.completeExceptionally(new ProcessException(true, "junk", null));
        assertThat(host.ready()).isTrue();
        assertThat(events)
                .containsExactly("Warning PluginUpdateFailed: plugin acme/new from file:///x was added, but is not"
                        + " Ready: junk");

        source.set(spec("acme/a", true), changed("acme/new"));
        processes.lastOf("acme/new").shakeHands("grpc");
        processes.lastOf("acme/new").exit(1);
        assertThat(host.ready()).isTrue();
        time.advance(Duration.ofSeconds(31));
        assertThat(host.ready()).isFalse();
    }

    @Test
    void an_update_does_not_make_the_service_unready_whatever_becomes_of_it() {
        ready(spec("acme/a", true));
        source.set(changed("acme/a"));
        processes.last().handshake.completeExceptionally(new ProcessException(true, "junk", null));
        time.advance(Duration.ofMinutes(2));
        assertThat(host.ready()).isTrue();
        assertThat(host.plugin("acme/a").orElseThrow().update().orElseThrow().reason())
                .isEqualTo("junk");
    }

    @Test
    void a_refused_reading_changes_nothing_is_shown_and_told_once_and_cleared_by_the_next_good_one() {
        ready(spec("acme/a", true));
        ConfigReading.Refused refused = new ConfigReading.Refused(
                new ConfigException("the test", List.of(new ConfigFault("file", "", "is empty", "restore it"))));

        source.emit(refused);
        source.emit(refused);

        assertThat(host.configurationFault().orElseThrow().message()).contains("is empty; restore it");
        assertThat(host.ready()).isTrue();
        assertThat(host.plugins()).hasSize(1);
        assertThat(events).hasSize(1);
        assertThat(events.get(0)).startsWith("Warning ConfigurationRefused: tried to read");

        source.set(spec("acme/a", true));
        assertThat(host.configurationFault()).isEmpty();
        assertThat(processes.launched).hasSize(1);
    }

    @Test
    void an_empty_list_removes_all() {
        ready(spec("acme/a", true));
        source.set();
        time.advance(Duration.ofSeconds(4));
        assertThat(host.plugins()).isEmpty();
        assertThat(host.ready()).isTrue();
        assertThat(processes.alive()).isZero();
    }

    @Test
    void a_plugin_that_is_removed_and_added_again_begins_anew() {
        ready(spec("acme/a", true));
        source.set();
        source.set(spec("acme/a", true));
        processes.last().shakeHands("grpc");
        assertThat(host.plugin("acme/a").orElseThrow().state()).isEqualTo(PluginState.READY);
        time.advance(Duration.ofSeconds(4));
        assertThat(processes.alive()).isEqualTo(1);
    }

    @Test
    void a_stop_ends_what_was_removed_and_has_not_ended_yet_too() {
        ready(spec("acme/a", true));
        processes.last().stopsAtOnce = false;
        source.set();
        UniAssertSubscriber<Void> stop = host.stop().subscribe().withSubscriber(UniAssertSubscriber.create());
        time.advance(Duration.ofSeconds(4));
        stop.assertNotTerminated();
        processes.last().exited.complete(new ProcessExit(0, List.of()));
        processes.last().stopped.complete(new ProcessExit(0, List.of()));
        stop.assertCompleted();
    }

    @Test
    void a_reading_after_the_stop_changes_nothing() {
        ready(spec("acme/a", true));
        host.stop().subscribe().with(done -> {});
        assertThat(source.watchers()).isZero();
    }

    private void ready(PluginSpec... specs) {
        UniAssertSubscriber<Void> boot = boot(List.of(specs));
        processes.launched.forEach(process -> process.shakeHands("grpc"));
        boot.assertCompleted();
    }

    private UniAssertSubscriber<Void> boot(List<PluginSpec> specs) {
        return boot(StubSource.of(specs));
    }

    private UniAssertSubscriber<Void> boot(StubSource newSource) {
        host = host(newSource);
        return host.boot().subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    private SupervisingHost host(StubSource newSource) {
        source = newSource;
        return new SupervisingHost(
                new Configuration(source, name -> Uni.createFrom().item(Map.of()), new RecordedEvents(events)),
                (spec, progress) -> Uni.createFrom().item(new Executable(List.of("/store/x"), Optional.empty())),
                processes,
                List.of(new StubTransport()),
                AutoMtls.off(),
                name -> line -> {},
                SlotFixture.settings(Map.of()),
                time,
                new HostClock(time, time::nanoTime),
                new Random(1));
    }

    private static Uni<PluginList> passing(String problem) {
        return Uni.createFrom()
                .failure(new ConfigException(
                        "the test", List.of(new ConfigFault("api server", "", problem, "wait")), false));
    }

    private static PluginSpec spec(String name, boolean required) {
        return spec(name, "file:///x", required);
    }

    private static PluginSpec changed(String name) {
        return spec(name, "file:///changed", true);
    }

    private static PluginSpec spec(String name, String location, boolean required) {
        return new PluginSpec(
                name,
                URI.create(location),
                Optional.empty(),
                List.of(),
                List.of(),
                Map.of(),
                Optional.empty(),
                required);
    }

    private static final class StubTransport implements PluginTransport {
        @Override
        public String protocol() {
            return "grpc";
        }

        @Override
        public Uni<PluginConnection> connect(Handshake handshake, Optional<PluginTls> tls, PluginLog log) {
            return Uni.createFrom().item(StubConnection::new);
        }
    }
}
