package dev.assay.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.assay.testing.FakeTime;
import dev.assay.testing.LogCapture;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logging.MDC;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JBossPluginLogTest {
    private record Entry(String level, String text, Map<String, Object> fields) {}

    private final List<Entry> records = new CopyOnWriteArrayList<>();
    private static final LogLimit LIMIT = new LogLimit(10, 100);

    private final FakeTime time = new FakeTime();
    private final ProcessLabel process = new ProcessLabel(2);
    private final PluginLogs logs = logs(Optional.empty());
    private final LogCapture capture = new LogCapture(
            "dev.assay.plugin-log.acme/plugin",
            entry -> records.add(new Entry(entry.getLevel().getName(), entry.getMessage(), Map.copyOf(MDC.getMap()))));

    @AfterEach
    void stop() {
        capture.close();
    }

    @Test
    void a_record_has_its_level_its_text_its_process_and_its_fields() {
        process.launched(12);
        PluginLog log = log();
        log.line("{\"@level\":\"warn\",\"@message\":\"slow %s {0}\",\"took\":\"1 s\",\"plugin\":\"forged\"}");
        assertThat(records)
                .containsExactly(new Entry(
                        "WARN",
                        "slow %s {0} took=\"1 s\" plugin=forged",
                        Map.of("took", "1 s", "plugin", "acme/plugin", "pid", 12L, "generation", 2)));
        assertThat(MDC.getMap()).isNullOrEmpty();
    }

    @Test
    void each_line_of_a_crash_is_an_error_of_its_own() {
        PluginLog log = log();
        log.line("before");
        log.line("panic: no such host");
        log.line("");
        log.line("goroutine 1 [running]:");
        log.line("[INFO] a record in between");
        log.line("\tmain.go:1 +0x1d");
        time.advance(Duration.ofSeconds(1));
        log.line("after");

        assertThat(records)
                .extracting(Entry::level, Entry::text)
                .containsExactly(
                        tuple("INFO", "before"),
                        tuple("ERROR", "panic: no such host"),
                        tuple("ERROR", ""),
                        tuple("ERROR", "goroutine 1 [running]:"),
                        tuple("INFO", "a record in between"),
                        tuple("ERROR", "\tmain.go:1 +0x1d"),
                        tuple("INFO", "after"));
    }

    @Test
    void a_line_that_holds_breaks_and_escapes_stays_one_line() {
        log().line(
                        "{\"@level\":\"info\",\"@message\":\"a\\n2030-01-01 ERROR forged \\u001b[31m\\u202e\",\"k\\n\":\"v\\r\\u2028\"}");
        assertThat(records)
                .extracting(Entry::text)
                .containsExactly("a\\n2030-01-01 ERROR forged \\u001b[31m\\u202e k\\n=v\\r\\u2028");
    }

    @Test
    void a_long_trace_is_bounded_and_the_log_says_so() {
        List<String> reports = new CopyOnWriteArrayList<>();
        try (LogCapture of = new LogCapture(PluginLogs.class.getName(), e -> reports.add(formatted(e)))) {
            PluginLog log = log();
            log.line("panic: x");
            for (int i = 0; i < 100; i++) {
                log.line("y".repeat(1023));
            }
            assertThat(records).hasSize(64);
            time.advance(Duration.ofSeconds(10));
            assertThat(of).isNotNull();
            assertThat(reports).singleElement().asString().contains("37 lines in 10 s (37 at ERROR) were left out");
        }
    }

    @Test
    void nothing_is_left_out_of_a_log_that_is_off() {
        Logger category = Logger.getLogger(PluginLogs.CATEGORY);
        category.setLevel(java.util.logging.Level.OFF);
        try {
            PluginLog log = log();
            log.line("panic: x");
            for (int i = 0; i < 100; i++) {
                log.line("y".repeat(1023));
            }
            assertThat(logs.leftOut("acme/plugin")).isZero();
        } finally {
            category.setLevel(null);
        }
    }

    @Test
    void a_flood_is_cut_to_its_burst_and_its_rate_and_hides_no_error() {
        List<String> reports = new CopyOnWriteArrayList<>();
        try (LogCapture of = new LogCapture(PluginLogs.class.getName(), e -> reports.add(formatted(e)))) {
            PluginLog stdout = log();
            PluginLog stderr = log();
            for (int i = 0; i < 100_000; i++) {
                stdout.line("line " + i);
                stderr.line("line " + i);
            }
            stderr.line("[ERROR] seen");
            assertThat(records).hasSize(101);
            assertThat(records.get(100).text()).isEqualTo("seen");
            time.advance(Duration.ofSeconds(1));
            for (int i = 0; i < 100; i++) {
                stdout.line("line");
            }
            assertThat(records).hasSize(111);
            assertThat(of).isNotNull();
            assertThat(reports).isEmpty();
            time.advance(Duration.ofSeconds(20));
            assertThat(reports)
                    .containsExactly(
                            "tried to log all lines of plugin acme/plugin, but it writes too many, and 199990 lines in"
                                    + " 10 s (199990 at INFO) were left out; let it write less, or raise assay.log.rate and"
                                    + " assay.log.burst");
            assertThat(time.scheduled()).isZero();
        }
    }

    @Test
    void a_line_below_the_level_takes_nothing_of_the_budget() {
        Logger category = Logger.getLogger(PluginLogs.CATEGORY);
        PluginLog log = logs(Optional.of("INFO")).open("acme/plugin", process);
        try {
            for (int i = 0; i < 1000; i++) {
                log.line("[DEBUG] detail");
            }
            log.line("shown");
            assertThat(records).extracting(Entry::text).containsExactly("shown");
        } finally {
            category.setLevel(null);
        }
    }

    @Test
    void the_level_of_all_plugins_is_a_setting() {
        Logger category = Logger.getLogger(PluginLogs.CATEGORY);
        PluginLogs verbose = logs(Optional.of("DEBUG"));
        try {
            verbose.open("acme/plugin", process).line("[DEBUG] detail");
            assertThat(records).extracting(Entry::level).containsExactly("DEBUG");
        } finally {
            category.setLevel(null);
        }
    }

    private PluginLogs logs(Optional<String> level) {
        return new PluginLogs(LIMIT, new LogKeep(100, 1_000_000), level, text -> text, time, time, time::nanoTime);
    }

    private PluginLog log() {
        return logs.open("acme/plugin", process);
    }

    private static String formatted(LogRecord entry) {
        return new PatternFormatter("%s").format((ExtLogRecord) entry);
    }
}
