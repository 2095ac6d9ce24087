package dev.assay.host.slot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.host.status.PluginEvent;
import dev.assay.host.status.ProcessTag;
import dev.assay.process.ProcessExit;
import dev.assay.testing.FakeTime;
import dev.assay.testing.LogCapture;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PluginHistoryTest {
    private final SlotFixture fixture = new SlotFixture(false, Map.of());

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void a_plugin_that_ends_and_comes_up_again_has_each_of_its_processes_in_its_history() {
        fixture.begin();
        fixture.processes.launched.get(0).exited.complete(new ProcessExit(3, List.of()));
        fixture.time.advance(Duration.ofSeconds(5));
        fixture.comeUp();
        assertThat(history())
                .containsExactly(
                        "Started 100 1",
                        "Ready 100 1",
                        "Exited 100 1",
                        "BackingOff 100 1",
                        "Started 101 2",
                        "Ready 101 2");
        assertThat(fixture.slot.history().get(2).message()).contains("process 100 exited with code 3");
    }

    @Test
    void an_update_has_the_change_the_takeover_and_the_end_of_the_former_process() {
        fixture.begin();
        fixture.slot.apply(SlotFixture.spec("file:///two"));
        fixture.comeUp();
        fixture.time.advance(SlotFixture.GRACE.multipliedBy(3));
        assertThat(history())
                .containsExactly(
                        "Started 100 1",
                        "Ready 100 1",
                        "Changed 100 1",
                        "Started 101 2",
                        "Updated 101 2",
                        "Exited 100 1");
    }

    @Test
    void a_line_of_the_log_has_the_plugin_its_process_and_its_generation_as_fields() {
        List<Map<String, Object>> fields = new CopyOnWriteArrayList<>();
        try (LogCapture capture =
                new LogCapture(SlotLog.class.getName(), entry -> fields.add(Map.copyOf(MDC.getMap())))) {
            assertThat(capture).isNotNull();
            fixture.begin();
        }
        assertThat(fields).contains(Map.of("plugin", SlotFixture.NAME, "pid", 100L, "generation", 1));
    }

    @Test
    void the_oldest_events_go_when_there_are_many() {
        PluginHistory history = new PluginHistory(new FakeTime());
        for (int i = 0; i < 1000; i++) {
            history.add(PluginEvent.Type.STARTED, new ProcessTag(Optional.of((long) i), i), "m");
        }
        assertThat(history.events()).hasSize(PluginHistory.MOST);
        assertThat(history.events().get(PluginHistory.MOST - 1).process().generation())
                .isEqualTo(999);
    }

    private List<String> history() {
        return fixture.slot.history().stream()
                .map(event -> event.type().text() + " " + event.process().pid().orElse(0L) + " "
                        + event.process().generation())
                .toList();
    }
}
