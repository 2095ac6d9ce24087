package dev.assay.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.testing.FakeTime;
import dev.assay.testing.LogCapture;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JBossPluginLogTest {
    private record Entry(String level, String text, Map<String, Object> fields) {}

    private final List<Entry> records = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final LogCapture capture = new LogCapture(
            "dev.assay.plugin-log.acme/plugin",
            entry -> records.add(new Entry(entry.getLevel().getName(), entry.getMessage(), Map.copyOf(MDC.getMap()))));

    @AfterEach
    void stop() {
        capture.close();
        timer.shutdownNow();
    }

    @Test
    void a_record_has_its_level_its_text_and_its_fields() {
        JBossPluginLog log = new JBossPluginLog("acme/plugin", timer);
        log.line("{\"@level\":\"warn\",\"@message\":\"slow %s {0}\",\"took\":\"1 s\",\"plugin\":\"forged\"}");
        assertThat(records)
                .containsExactly(new Entry(
                        "WARN",
                        "slow %s {0} took=\"1 s\" plugin=forged",
                        Map.of("took", "1 s", "plugin", "acme/plugin")));
        assertThat(MDC.getMap()).isNullOrEmpty();
    }

    @Test
    void a_crash_is_one_record_when_the_output_ends() {
        JBossPluginLog log = new JBossPluginLog("acme/plugin", timer);
        log.line("before");
        log.line("panic: no such host");
        log.line("");
        log.line("goroutine 1 [running]:");
        log.line("[INFO] a record in between");
        log.line("\tmain.go:1 +0x1d");
        log.close();
        log.line("after");

        assertThat(records)
                .extracting(Entry::text)
                .containsExactly(
                        "before",
                        "a record in between",
                        "panic: no such host\n\ngoroutine 1 [running]:\n\tmain.go:1 +0x1d",
                        "after");
        assertThat(records.get(2).level()).isEqualTo("ERROR");
    }

    @Test
    void a_crash_is_written_after_a_quiet_time() {
        JBossPluginLog log = new JBossPluginLog("acme/plugin", timer);
        log.line("fatal error: all goroutines are asleep - deadlock!");
        log.line("trace");
        await().atMost(Duration.ofSeconds(30)).until(() -> !records.isEmpty());
        assertThat(records)
                .extracting(Entry::text)
                .containsExactly("fatal error: all goroutines are asleep - deadlock!\ntrace");
    }

    @Test
    void a_long_trace_is_bounded_and_says_so() {
        JBossPluginLog log = new JBossPluginLog("acme/plugin", timer);
        log.line("panic: x");
        for (int i = 0; i < 100; i++) {
            log.line("y".repeat(1024));
        }
        log.close();
        assertThat(records).singleElement().satisfies(entry -> {
            assertThat(entry.text()).hasSizeLessThan(CrashReport.MAX_CHARS + 200);
            assertThat(entry.text()).endsWith("\n(and 37 more lines)");
        });
    }

    @Test
    void a_line_that_only_looks_like_a_crash_holds_the_log_back_for_a_few_seconds_at_most() {
        FakeTime time = new FakeTime();
        JBossPluginLog log = new JBossPluginLog("acme/plugin", time);
        log.line("panic: recovered, going on");
        for (int i = 0; i < 100; i++) {
            time.advance(Duration.ofMillis(100));
            log.line("step " + i);
        }

        assertThat(records).extracting(Entry::text).contains("step 99");
        assertThat(records.get(0).text()).startsWith("panic: recovered, going on\nstep 0\nstep 1");
    }
}
