package dev.assay.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.host.status.PluginState;
import dev.assay.host.status.PluginStatus;
import dev.assay.measure.FakePluginHost;
import dev.assay.testing.FakeTime;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PluginViewsTest {
    private static final Duration MOMENT = Duration.ofMillis(20);
    private static final PluginStatus READY = FakePluginHost.status("acme/one", PluginState.READY, "");
    private static final PluginStatus OUT = FakePluginHost.status("acme/one", PluginState.BACKING_OFF, "exited");
    private static final ConfigurationFault FAULT = new ConfigurationFault("empty", Instant.EPOCH);

    private final FakeTime time = new FakeTime();
    private PluginsView present = view(READY);
    private int looks;
    private final PluginViews views = new PluginViews(this::look, time);

    @Test
    void the_first_view_is_there_at_once_and_another_a_moment_after_a_change() {
        AssertSubscriber<PluginsView> watcher = watch(Long.MAX_VALUE);
        watcher.assertItems(view(READY));
        change(view(OUT));
        watcher.assertItems(view(READY), view(OUT));
    }

    @Test
    void changes_of_one_moment_are_one_view() {
        AssertSubscriber<PluginsView> watcher = watch(Long.MAX_VALUE);
        int before = looks;
        present = view();
        views.changed();
        present = view(OUT);
        views.changed();
        time.advance(MOMENT);
        assertThat(looks).isEqualTo(before + 1);
        watcher.assertItems(view(READY), view(OUT));
    }

    @Test
    void one_who_is_slow_gets_the_newest_view_alone() {
        AssertSubscriber<PluginsView> watcher = watch(1);
        change(view(OUT));
        change(view());
        change(view(OUT, FakePluginHost.status("acme/two", PluginState.READY, "")));
        watcher.assertItems(view(READY));
        watcher.request(5);
        watcher.assertItems(view(READY), present);
    }

    @Test
    void a_change_that_nobody_tells_of_is_found_within_a_second() {
        AssertSubscriber<PluginsView> watcher = watch(Long.MAX_VALUE);
        present = new PluginsView(List.of(READY), Optional.of(FAULT));
        time.advance(Duration.ofSeconds(1));
        watcher.assertItems(view(READY), present);
    }

    @Test
    void the_numbers_of_calls_are_no_change() {
        AssertSubscriber<PluginsView> watcher = watch(Long.MAX_VALUE);
        change(view(FakePluginHost.busy(READY)));
        watcher.assertItems(view(READY));
    }

    @Test
    void nothing_is_looked_at_while_nobody_watches() {
        AssertSubscriber<PluginsView> watcher = watch(Long.MAX_VALUE);
        watcher.cancel();
        time.advance(Duration.ofSeconds(1));
        int before = looks;
        change(view(OUT));
        time.advance(Duration.ofMinutes(1));
        assertThat(looks).isEqualTo(before);
        assertThat(time.scheduled()).isZero();
        watch(1).assertItems(view(OUT));
    }

    @Test
    void all_streams_end_at_the_close_and_later_ones_have_one_view() {
        AssertSubscriber<PluginsView> watcher = watch(Long.MAX_VALUE);
        views.close();
        watcher.assertCompleted();
        present = view(OUT);
        watch(1).assertItems(view(OUT)).assertCompleted();
    }

    @Test
    void a_difference_names_what_is_new_what_is_gone_and_the_fault() {
        PluginStatus two = FakePluginHost.status("acme/two", PluginState.READY, "");
        PluginsView now = new PluginsView(List.of(OUT, two), Optional.of(FAULT));
        assertThat(now.since(view(READY)))
                .containsExactly(
                        new PluginChange.Changed(OUT),
                        new PluginChange.Changed(two),
                        new PluginChange.Configuration(Optional.of(FAULT)));
        assertThat(view(OUT).since(now))
                .containsExactly(
                        new PluginChange.Removed("acme/two"), new PluginChange.Configuration(Optional.empty()));
        assertThat(now.since(now)).isEmpty();
    }

    private AssertSubscriber<PluginsView> watch(long requests) {
        return views.all().subscribe().withSubscriber(AssertSubscriber.create(requests));
    }

    private void change(PluginsView next) {
        present = next;
        views.changed();
        time.advance(MOMENT);
    }

    private PluginsView look() {
        looks++;
        return present;
    }

    private static PluginsView view(PluginStatus... plugins) {
        return new PluginsView(List.of(plugins), Optional.empty());
    }
}
