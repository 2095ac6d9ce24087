package dev.assay.host.slot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.host.instance.ExecutableWatch;
import dev.assay.host.instance.FakeProcesses;
import dev.assay.host.status.PluginState;
import dev.assay.install.FileStamp;
import dev.assay.install.InstallException;
import dev.assay.process.ProcessExit;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A plugin whose executable is changed on disk. */
class ChangedExecutableTest {
    private static final Duration INTERVAL = ExecutableWatch.INTERVAL;

    private final SlotFixture fixture = new SlotFixture(false, Map.of("assay.plugins.watch", "true"));

    @AfterEach
    void nothing_is_left_after_a_stop() {
        fixture.close();
    }

    @Test
    void a_changed_executable_takes_over_once_it_is_unchanged() {
        begin();
        write(2, "new");
        fixture.time.advance(INTERVAL);
        assertThat(fixture.installer.installed).hasSize(1);

        fixture.time.advance(INTERVAL);
        assertThat(fixture.update().state()).isEqualTo(PluginState.STARTING);
        fixture.comeUp();

        assertThat(fixture.status().digest()).contains("new");
        assertThat(fixture.status().generation()).isEqualTo(2);
        fixture.time.advance(Duration.ofSeconds(20));
        assertThat(fixture.installer.installed).hasSize(2);
    }

    @Test
    void an_executable_that_is_still_being_written_is_not_taken() {
        begin();
        for (int size = 2; size < 40; size++) {
            write(size, "half");
            fixture.time.advance(INTERVAL);
        }
        assertThat(fixture.installer.installed).hasSize(1);
        write(40, "whole");
        fixture.time.advance(INTERVAL.multipliedBy(2));
        fixture.comeUp();
        assertThat(fixture.status().digest()).contains("whole");
    }

    @Test
    void an_update_that_had_to_wait_for_the_end_of_another_waits_until_the_file_is_unchanged_again() {
        begin();
        write(2, "second");
        fixture.time.advance(INTERVAL.multipliedBy(2));
        FakeProcesses.FakeProcess second = fixture.processes.last();
        second.stopsAtOnce = false;
        write(3, "third");
        fixture.time.advance(INTERVAL.multipliedBy(2));
        assertThat(fixture.update().state()).isEqualTo(PluginState.PENDING);

        write(4, "half");
        second.exited.complete(new ProcessExit(143, List.of()));
        second.stopped.complete(new ProcessExit(143, List.of()));
        assertThat(fixture.installer.installed).hasSize(2);
        write(5, "fifth");
        fixture.time.advance(INTERVAL);
        assertThat(fixture.installer.installed).hasSize(2);
        fixture.time.advance(INTERVAL);
        fixture.comeUp();

        assertThat(fixture.status().digest()).contains("fifth");
    }

    @Test
    void an_executable_with_the_same_content_changes_nothing() {
        begin();
        write(1, "one");
        fixture.installer.stamp = Optional.of(new FileStamp(Instant.EPOCH, 1, "another inode"));
        fixture.time.advance(INTERVAL.multipliedBy(4));
        assertThat(fixture.installer.installed).hasSize(2);
        assertThat(fixture.processes.launched).hasSize(1);
        assertThat(fixture.status().update()).isEmpty();
        assertThat(fixture.events).isEmpty();
    }

    @Test
    void an_executable_that_is_gone_changes_nothing_until_it_is_back() {
        begin();
        fixture.installer.stamp = Optional.empty();
        fixture.time.advance(INTERVAL.multipliedBy(8));
        assertThat(fixture.installer.installed).hasSize(1);
        write(2, "new");
        fixture.time.advance(INTERVAL.multipliedBy(2));
        fixture.comeUp();
        assertThat(fixture.status().digest()).contains("new");
    }

    @Test
    void a_plugin_whose_executable_was_no_good_is_started_when_it_has_changed() {
        fixture.installer.answers.put(
                "file:///one", Uni.createFrom().failure(new InstallException(true, "it is a web page", null)));
        fixture.slot.begin();
        assertThat(fixture.state()).isEqualTo(PluginState.FAILED);

        write(2, "good");
        fixture.time.advance(INTERVAL.multipliedBy(2));
        fixture.comeUp();

        assertThat(fixture.state()).isEqualTo(PluginState.READY);
    }

    @Test
    void a_change_between_the_first_reading_and_the_installation_is_not_missed() {
        fixture.installer.stamp = Optional.of(new FileStamp(Instant.EPOCH, 1, "1"));
        fixture.slot.begin();
        write(2, "new");
        fixture.comeUp();
        fixture.time.advance(INTERVAL.multipliedBy(2));
        fixture.comeUp();
        assertThat(fixture.status().digest()).contains("new");
    }

    @Test
    void after_a_changed_entry_the_file_that_it_names_is_watched() {
        begin();
        fixture.slot.apply(SlotFixture.spec("file:///two"));
        fixture.comeUp();
        write(9, "newer");
        fixture.installer.answers.put("file:///two", SlotFixture.FakeInstaller.has("newer"));
        fixture.time.advance(INTERVAL.multipliedBy(2));
        fixture.comeUp();
        assertThat(fixture.status().digest()).contains("newer");
        assertThat(fixture.installer.installed).containsExactly("file:///one", "file:///two", "file:///two");
    }

    @Test
    void an_edit_back_to_what_runs_takes_a_file_that_has_changed_meanwhile() {
        begin();
        fixture.slot.apply(SlotFixture.spec("file:///two"));
        write(2, "new");
        fixture.slot.apply(SlotFixture.SPEC);
        fixture.comeUp();
        assertThat(fixture.status().digest()).contains("new");
    }

    @Test
    void an_edit_back_to_what_runs_and_has_not_changed_starts_nothing() {
        begin();
        fixture.slot.apply(SlotFixture.spec("file:///two"));
        fixture.slot.apply(SlotFixture.SPEC);
        assertThat(fixture.status().update()).isEmpty();
        assertThat(fixture.processes.launched).hasSize(2);
        assertThat(fixture.processes.alive()).isEqualTo(1);
    }

    @Test
    void a_build_that_is_no_good_is_shown_and_one_as_before_clears_it() {
        begin();
        write(2, "bad");
        fixture.installer.answers.put(
                "file:///one", Uni.createFrom().failure(new InstallException(true, "it is for another machine", null)));
        fixture.time.advance(INTERVAL.multipliedBy(2));
        assertThat(fixture.update().state()).isEqualTo(PluginState.FAILED);
        assertThat(fixture.update().reason()).isEqualTo("it is for another machine");
        assertThat(fixture.state()).isEqualTo(PluginState.READY);

        write(3, "one");
        fixture.time.advance(INTERVAL.multipliedBy(2));

        assertThat(fixture.status().update()).isEmpty();
        assertThat(fixture.processes.launched).hasSize(1);
    }

    private void begin() {
        fixture.installer.stamp = Optional.of(new FileStamp(Instant.EPOCH, 1, "1"));
        fixture.slot.begin();
        fixture.comeUp();
    }

    private void write(int size, String digest) {
        fixture.installer.stamp = Optional.of(new FileStamp(Instant.EPOCH, size, "1"));
        fixture.installer.answers.put("file:///one", SlotFixture.FakeInstaller.has(digest));
    }
}
