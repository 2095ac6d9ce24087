package dev.assay.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.config.ConfigException;
import dev.assay.config.ConfigFault;
import dev.assay.config.ConfigReading;
import dev.assay.config.PluginList;
import dev.assay.host.status.PluginState;
import dev.assay.host.status.PluginStatus;
import dev.assay.process.ProcessException;
import dev.assay.testing.StubSource;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The boot of a host, and its readiness. */
class DefaultPluginHostTest extends HostFixture {
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
    void boot_that_fails_tells_the_faults_that_may_pass_too() {
        UniAssertSubscriber<Void> boot =
                boot(List.of(spec("acme/a", true), spec("acme/b", true), spec("acme/c", false)));
        processes.lastOf("acme/b").handshake.completeExceptionally(new ProcessException(false, "no luck b", null));
        processes.lastOf("acme/c").handshake.completeExceptionally(new ProcessException(false, "no luck c", null));
        processes.lastOf("acme/a").handshake.completeExceptionally(new ProcessException(true, "junk a", null));

        assertThat(((BootException) boot.assertFailed().getFailure()).faults())
                .containsExactly("plugin acme/a is Failed: junk a", "plugin acme/b is BackingOff: no luck b");
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
    void after_boot_the_trouble_of_a_required_plugin_never_takes_the_service_out() {
        boot(List.of(spec("acme/a", true))).assertNotTerminated();
        processes.last().shakeHands("grpc");
        assertThat(host.ready()).isTrue();

        processes.last().exit(1);
        assertThat(host.ready()).isTrue();
        time.advance(Duration.ofMinutes(10));
        assertThat(host.ready()).isTrue();
        processes.last().handshake.completeExceptionally(new ProcessException(true, "junk", null));
        assertThat(host.plugin("acme/a").orElseThrow().state()).isEqualTo(PluginState.FAILED);
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
                        "Warning ConfigurationRefused: tried to read the plugins from the test, but",
                        "Normal ConfigurationAccepted: The configuration from the test can be used again");
    }

    @Test
    void a_list_of_an_earlier_start_is_used_and_told_with_its_age_until_the_present_one_is_good() {
        PluginList good = new PluginList(List.of(spec("acme/a", true)), List.of());
        ConfigException bad = new ConfigException(
                "the test", List.of(new ConfigFault("acme/a", "location", "is missing", "write it")));
        StubSource source = StubSource.loading(
                Uni.createFrom().item(good.asKept(time.instant().minus(Duration.ofHours(3)), bad)));
        UniAssertSubscriber<Void> boot = boot(source);
        processes.last().shakeHands("grpc");
        boot.assertCompleted();

        String fault = host.configurationFault().orElseThrow().message();
        assertThat(fault).contains("location: is missing", "the list that was read at", "3 h");
        source.emit(new ConfigReading.Refused(bad));
        assertThat(host.configurationFault().orElseThrow().message()).isEqualTo(fault);
        source.emit(new ConfigReading.Read(good));
        assertThat(host.configurationFault()).isEmpty();
        assertThat(events)
                .extracting(event -> event.split(":", 2)[0])
                .containsExactly("Warning ConfigurationRefused", "Normal ConfigurationAccepted");
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
}
