package dev.assay.api.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.assay.host.status.PluginEvent;
import dev.assay.host.status.PluginState;
import dev.assay.host.status.ProcessTag;
import dev.assay.log.KeptLine;
import dev.assay.measure.FakePluginHost;
import dev.assay.proto.v1.GetPluginHistoryRequest;
import dev.assay.proto.v1.GetPluginLogsRequest;
import dev.assay.proto.v1.PluginLogLine;
import dev.assay.proto.v1.WatchPluginsRequest;
import dev.assay.proto.v1.WatchPluginsResponse;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger.Level;
import org.junit.jupiter.api.Test;

@QuarkusTest
class GrpcWatchTest extends GrpcFixture {
    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678Z");

    @Test
    void all_plugins_come_first_and_then_each_change_until_a_stop() {
        Iterator<WatchPluginsResponse> watch = stub().watchPlugins(WatchPluginsRequest.getDefaultInstance());
        assertThat(watch.next().getPlugins().getPluginsCount()).isEqualTo(2);

        host.add(FakePluginHost.status(FakePluginHost.SCRAPE, PluginState.BACKING_OFF, "exited with code 1"));
        host.changed();
        assertThat(watch.next().getPlugin().getState()).isEqualTo("BackingOff");

        host.remove(FakePluginHost.SCRAPE);
        host.changed();
        assertThat(watch.next().getRemoved()).isEqualTo(FakePluginHost.SCRAPE);

        host.endViews();
        assertThat(watch.hasNext()).isFalse();
        await().until(() -> host.watchers() == 0);
    }

    @Test
    void one_who_leaves_does_not_watch_any_more() throws InterruptedException {
        assertThat(stub().watchPlugins(WatchPluginsRequest.getDefaultInstance())
                        .next()
                        .hasPlugins())
                .isTrue();
        channel.shutdownNow();
        await().until(() -> host.watchers() == 0);
    }

    @Test
    void the_lines_of_a_plugin_are_those_that_are_kept() {
        host.logs = Multi.createFrom()
                .items(
                        new KeptLine(TIME, Level.WARN, 12, 3, "prom", "slow", Map.of("took", "2s")),
                        new KeptLine(TIME, Level.INFO, 0, 0, "assay", "left out", Map.of()));
        List<PluginLogLine> lines = new ArrayList<>();
        stub().getPluginLogs(GetPluginLogsRequest.newBuilder()
                        .setPlugin(FakePluginHost.SCRAPE)
                        .setLevel("info")
                        .setTail(7)
                        .build())
                .forEachRemaining(lines::add);
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0).getPid()).isEqualTo(12);
        assertThat(lines.get(0).getFieldsMap()).containsEntry("took", "2s");
        assertThat(lines.get(1).hasPid()).isFalse();
        assertThat(host.lastQuery.orElseThrow().level()).isEqualTo(Level.INFO);
        assertThat(host.lastQuery.orElseThrow().tail()).hasValue(7);
        assertThatThrownBy(() -> stub().getPluginLogs(GetPluginLogsRequest.newBuilder()
                                .setPlugin("no/one")
                                .build())
                        .hasNext())
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessageContaining("NOT_FOUND");
    }

    @Test
    void the_history_of_a_plugin_has_its_events() {
        host.history.add(
                new PluginEvent(TIME, PluginEvent.Type.READY, new ProcessTag(Optional.of(12L), 3), "Plugin is Ready"));
        var events = stub().getPluginHistory(GetPluginHistoryRequest.newBuilder()
                        .setPlugin(FakePluginHost.SCRAPE)
                        .build())
                .getEventsList();
        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.getType()).isEqualTo("Ready");
            assertThat(event.getPid()).isEqualTo(12);
            assertThat(event.getGeneration()).isEqualTo(3);
        });
    }
}
