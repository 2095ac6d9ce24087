package dev.assay.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.config.ConfigException;
import dev.assay.config.ConfigFault;
import dev.assay.config.ConfigReading;
import dev.assay.host.status.PluginState;
import dev.assay.host.status.PluginStatus;
import dev.assay.log.LogQuery;
import dev.assay.metric.Caller;
import dev.assay.process.Launch;
import dev.assay.process.ProcessException;
import dev.assay.process.ProcessExit;
import dev.assay.testing.StubSource;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jboss.logging.Logger.Level;
import org.junit.jupiter.api.Test;

/** Later readings of the configuration, and the changes that they make in a host. */
class HostReloadTest extends HostFixture {
    private static final LogQuery LINES = new LogQuery(OptionalInt.empty(), Optional.empty(), Level.TRACE, false);

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
    void the_first_reading_of_the_watch_equals_that_of_boot_and_changes_nothing() {
        boot(List.of(spec("acme/a", true)));
        assertThat(source.watchers()).isEqualTo(1);
        assertThat(processes.launched).hasSize(1);
    }

    @Test
    void a_reading_adds_changes_and_removes_plugins_and_touches_no_other() {
        ready(spec("acme/a", true), spec("acme/b", true), spec("acme/c", true));

        source.set(spec("acme/d", true), changed("acme/c"), spec("acme/b", true));

        assertThat(host.plugins()).extracting(PluginStatus::name).containsExactly("acme/d", "acme/c", "acme/b");
        assertThat(host.provider("acme/a", Caller.ASSAY)).isEmpty();
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
    void a_plugin_that_was_added_makes_the_service_unready_at_no_time() {
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
        assertThat(host.ready()).isTrue();
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
    void a_plugin_that_is_removed_while_somebody_asks_for_its_lines_is_forgotten_after_that() throws Exception {
        ready(spec("acme/a", true));
        Thread removal = new Thread(() -> source.set());
        logs.beforeLines = () -> {
            removal.start();
            await().until(() ->
                    Set.of(Thread.State.BLOCKED, Thread.State.TERMINATED).contains(removal.getState()));
            time.advance(Duration.ofSeconds(4));
        };

        assertThat(host.logs("acme/a", LINES)).isPresent();
        removal.join();
        time.advance(Duration.ofSeconds(4));

        assertThat(logs.calls).containsExactly("lines of acme/a", "forget acme/a");
        assertThat(host.logs("acme/a", LINES)).isEmpty();
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
}
