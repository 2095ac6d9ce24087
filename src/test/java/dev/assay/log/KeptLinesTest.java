package dev.assay.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testing.FakeTime;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger.Level;
import org.junit.jupiter.api.Test;

class KeptLinesTest {
    private static final String PLUGIN = "acme/kept";
    private static final LogQuery ALL = new LogQuery(OptionalInt.empty(), Optional.empty(), Level.TRACE, false);
    private static final LogQuery FOLLOW = new LogQuery(OptionalInt.empty(), Optional.empty(), Level.TRACE, true);
    private static final Duration SOON = Duration.ofSeconds(10);

    private final FakeTime time = new FakeTime();
    private final ProcessLabel process = new ProcessLabel(3);
    private final PluginLogs logs = logs(new LogLimit(1000, 100_000), new LogKeep(100, 1_000_000));
    private final PluginLog log = logs.open(PLUGIN, process);

    private PluginLogs logs(LogLimit limit, LogKeep keep) {
        return new PluginLogs(
                limit, keep, Optional.empty(), text -> text.replace("s3cret", "***"), time, time, time::nanoTime);
    }

    @Test
    void a_line_is_kept_with_its_process_its_logger_and_its_fields_of_whatever_level() {
        process.launched(12);
        log.line("{\"@level\":\"debug\",\"@message\":\"ready\",\"@module\":\"prom\",\"port\":\"90\"}");
        assertThat(lines(ALL))
                .containsExactly(
                        new KeptLine(time.instant(), Level.DEBUG, 12, 3, "prom", "ready", Map.of("port", "90")));
    }

    @Test
    void secrets_and_characters_that_steer_a_terminal_are_not_kept() {
        log.line("{\"@level\":\"info\",\"@message\":\"token s3cret\\u001b[2J\\nforged\",\"k\":\"s3cret\"}");
        assertThat(lines(ALL)).singleElement().satisfies(line -> {
            assertThat(line.message()).isEqualTo("token ***\\u001b[2J\\nforged");
            assertThat(line.fields()).containsEntry("k", "***");
        });
    }

    @Test
    void the_oldest_go_when_there_are_too_many_or_they_are_too_large() {
        for (int i = 0; i < 250; i++) {
            log.line("line " + i);
        }
        assertThat(messages(ALL)).hasSize(100).startsWith("line 150").endsWith("line 249");
        PluginLogs small = logs(new LogLimit(1000, 1000), new LogKeep(100, 5000));
        for (int i = 0; i < 50; i++) {
            small.open(PLUGIN, process).line(i + "x".repeat(1000));
        }
        assertThat(small.lines(PLUGIN, ALL).collect().asList().await().atMost(SOON))
                .hasSize(2);
        small.open(PLUGIN, process).line("y".repeat(100_000));
        assertThat(small.lines(PLUGIN, ALL).collect().asList().await().atMost(SOON))
                .hasSize(1);
    }

    @Test
    void a_query_chooses_by_level_time_and_number() {
        log.line("[DEBUG] a");
        log.line("[INFO] b");
        time.advance(Duration.ofSeconds(5));
        Instant later = time.instant();
        log.line("[WARN] c");
        log.line("[ERROR] d");
        assertThat(messages(new LogQuery(OptionalInt.empty(), Optional.empty(), Level.WARN, false)))
                .containsExactly("c", "d");
        assertThat(messages(new LogQuery(OptionalInt.of(1), Optional.empty(), Level.INFO, false)))
                .containsExactly("d");
        assertThat(messages(new LogQuery(OptionalInt.of(9), Optional.of(later), Level.TRACE, false)))
                .containsExactly("c", "d");
        assertThat(messages(new LogQuery(OptionalInt.of(0), Optional.empty(), Level.TRACE, false)))
                .isEmpty();
    }

    @Test
    void one_who_follows_gets_what_is_there_and_each_line_that_comes() {
        log.line("one");
        AssertSubscriber<KeptLine> follower = follow(Long.MAX_VALUE);
        follower.awaitItems(1, SOON);
        log.line("two");
        follower.awaitItems(2, SOON);
        log.line("three");
        follower.awaitItems(3, SOON);
        assertThat(follower.getItems()).extracting(KeptLine::message).containsExactly("one", "two", "three");
        logs.forget(PLUGIN);
        follower.awaitCompletion(SOON);
        assertThat(lines(ALL)).isEmpty();
    }

    @Test
    void a_late_line_of_a_plugin_that_is_forgotten_is_not_kept_for_the_next_one_of_its_name() {
        log.line("one");
        logs.forget(PLUGIN);
        log.line("late");
        logs.open(PLUGIN, process).line("new");
        assertThat(messages(ALL)).containsExactly("new");
    }

    @Test
    void one_who_follows_a_flood_without_reading_holds_nothing_up_and_is_told_how_much_it_missed() {
        AssertSubscriber<KeptLine> follower = follow(1);
        for (int i = 0; i < 50_000; i++) {
            log.line("line " + i);
        }
        follower.request(Long.MAX_VALUE);
        await(follower, "line 49999");
        log.line("last");
        await(follower, "last");
        List<String> messages =
                follower.getItems().stream().map(KeptLine::message).toList();
        assertThat(messages).hasSizeLessThan(400).contains("line 49999", "last");
        assertThat(messages)
                .anyMatch(message -> message.endsWith("left out, since the reader was slower than the plugin"));
    }

    @Test
    void lines_beyond_the_rate_are_counted_in_the_log_that_is_kept() {
        PluginLogs few = logs(new LogLimit(1, 5), new LogKeep(100, 1_000_000));
        for (int i = 0; i < 20; i++) {
            few.open(PLUGIN, process).line("[TRACE] " + i);
        }
        time.advance(Duration.ofSeconds(10));
        List<KeptLine> kept = few.lines(PLUGIN, ALL).collect().asList().await().atMost(SOON);
        assertThat(kept).hasSize(6);
        assertThat(kept.get(5).logger()).isEqualTo("assay");
        assertThat(kept.get(5).message()).contains("15 lines in 10 s (15 at TRACE) were left out");
    }

    @Test
    void all_who_follow_end_when_a_stop_is_near() {
        AssertSubscriber<KeptLine> before = follow(Long.MAX_VALUE);
        logs.endFollowing();
        before.awaitCompletion(SOON);
        follow(Long.MAX_VALUE).awaitCompletion(SOON);
    }

    @Test
    void one_who_comes_in_the_middle_of_that_ends_too() {
        AtomicReference<PluginLogs> ending = new AtomicReference<>();
        PluginLogs late = new PluginLogs(
                new LogLimit(1000, 1000), new LogKeep(100, 1000), Optional.empty(), text -> text, time, time, () -> {
                    Optional.ofNullable(ending.get()).ifPresent(PluginLogs::endFollowing);
                    return time.nanoTime();
                });
        ending.set(late);

        AssertSubscriber<KeptLine> follower =
                late.lines(PLUGIN, FOLLOW).subscribe().withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));

        follower.awaitCompletion(SOON);
    }

    private AssertSubscriber<KeptLine> follow(long requests) {
        return logs.lines(PLUGIN, FOLLOW).subscribe().withSubscriber(AssertSubscriber.create(requests));
    }

    private List<KeptLine> lines(LogQuery query) {
        return logs.lines(PLUGIN, query).collect().asList().await().atMost(SOON);
    }

    private List<String> messages(LogQuery query) {
        return lines(query).stream().map(KeptLine::message).toList();
    }

    private static void await(AssertSubscriber<KeptLine> follower, String message) {
        org.awaitility.Awaitility.await().until(() -> follower.getItems().stream()
                .anyMatch(line -> line.message().equals(message)));
    }
}
