package dev.assay.run.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.process.TerminalSize;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final String SPEC = "\"interval\":\"10s\",\"count\":5";
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:08Z");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private static RunSnapshot run(String phase, String result) {
        return RunJson.of("Running")
                .metric("errors", SPEC, "\"phase\":\"" + phase + "\"," + result)
                .snapshot();
    }

    @Test
    void a_ci_log_has_one_line_for_each_measurement_and_one_for_the_end_of_a_metric() {
        Progress progress = Progress.on(out, Terminal.NONE, () -> NOW);
        String first = RunJson.measurement(0, "Successful", "1", "");
        String second = RunJson.measurement(1, "Failed", "7", "7 is too\\nmany");
        progress.show(run("Running", "\"successful\":1,\"measurements\":[" + first + "]"));
        progress.show(run("Running", "\"successful\":1,\"measurements\":[" + first + ",{\"phase\":\"Running\"}]"));
        progress.note("a sentence");
        progress.tick();
        RunSnapshot end =
                run("Failed", "\"successful\":1,\"failed\":1,\"measurements\":[" + first + "," + second + "]");
        progress.show(end);
        progress.show(end);
        progress.end();

        assertThat(lines())
                .containsExactly(
                        "errors: measurement 1 of 5 Successful, value 1",
                        "a sentence",
                        "errors: measurement 2 of 5 Failed, value 7: 7 is too many",
                        "errors: Failed, failed (1) > failureLimit (0)");
    }

    @Test
    void measurements_that_came_and_went_between_two_states_are_counted() {
        Progress progress = Progress.on(out, Terminal.NONE, () -> NOW);
        progress.show(run(
                "Running",
                "\"successful\":4,\"measurements\":[" + RunJson.measurement(3, "Successful", "3", "") + ","
                        + RunJson.measurement(4, "Successful", "4", "") + "]"));

        assertThat(lines())
                .containsExactly(
                        "errors: measurement 3 of 5 Successful, value 3 (2 before it are not kept any more)",
                        "errors: measurement 4 of 5 Successful, value 4");
    }

    @Test
    void a_terminal_has_a_line_for_each_metric_that_is_written_anew() {
        Progress progress = live(true, Terminal.USUAL_SIZE);
        progress.show(run(
                "Running",
                "\"successful\":2,\"failed\":1,\"measurements\":["
                        + RunJson.measurement(0, "Successful", "1", "") + ","
                        + RunJson.measurement(1, "Failed", "9", "") + ","
                        + RunJson.measurement(2, "Successful", "5", "") + "]"));
        progress.note("a sentence\u001b[2J");
        progress.end();

        String text = bytes.toString(StandardCharsets.UTF_8);
        String visible = text.replaceAll("\r?\u001b\\[[?0-9;]*[A-Za-z]", "");
        assertThat(visible).startsWith("""
                        AnalysisRun gate  Running, 3 s
                          errors  Running       3/5  \u2713\u2717\u2713 \u2581\u2588\u2585  5  next in 9 s
                        a sentence\\u001b[2J
                        AnalysisRun gate  Running, 3 s
                        """);
        // Two lines up from wherever in its line the cursor is, and what is below them is gone.
        assertThat(text)
                .contains("\r\u001b[2A\u001b[J" + "a sentence")
                .endsWith("\u001b[2A\u001b[J\u001b[?7h\u001b[?25h");
    }

    @Test
    void a_key_that_the_terminal_shows_before_the_first_block_is_written_over() {
        live(false, Terminal.USUAL_SIZE).note("interrupted");

        assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("\r\u001b[Jinterrupted\n");
    }

    @Test
    void colours_and_signs_are_used_where_the_terminal_has_them() {
        MetricView metric = run(
                        "Running",
                        "\"successful\":1,\"error\":1,\"measurements\":["
                                + RunJson.measurement(0, "Successful", "yes", "") + ","
                                + RunJson.measurement(1, "Error", "", "") + "]")
                .metrics()
                .get(0);

        assertThat(new Marks(Terminal.NONE).of(metric)).isEqualTo("+!");
        assertThat(new Marks(new Terminal(true, true, false, Terminal.USUAL_SIZE)).of(metric))
                .isEqualTo("\u001b[32m+\u001b[0m\u001b[35m!\u001b[0m");
    }

    @Test
    void many_metrics_are_shown_as_far_as_there_is_room_and_the_bad_ones_first() {
        RunJson json = RunJson.of("Running");
        for (int i = 0; i < 40; i++) {
            json.metric("m" + i, SPEC, "\"phase\":\"" + (i == 39 ? "Failed" : "Successful") + "\"");
        }
        live(false, Terminal.USUAL_SIZE).show(json.snapshot());

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("  m39  Failed")
                .contains("and 25 more metrics");
    }

    @Test
    void the_block_of_metrics_is_no_higher_than_the_terminal_at_any_time() {
        RunJson json = RunJson.of("Running");
        for (int i = 0; i < 12; i++) {
            json.metric("m" + i, SPEC, "\"phase\":\"Running\"");
        }
        RunSnapshot run = json.snapshot();
        List<TerminalSize> sizes = new ArrayList<>(List.of(new TerminalSize(8, 80), new TerminalSize(2, 80)));
        AtomicLong seconds = new AtomicLong();
        InstantSource clock = () -> NOW.plusSeconds(seconds.getAndIncrement());
        Screen screen = new Screen(Terminal.USUAL_SIZE, () -> sizes.stream().findFirst(), clock);
        Progress progress =
                new LiveProgress(out, new Terminal(true, false, false, Terminal.USUAL_SIZE), screen, () -> NOW);
        progress.show(run);
        assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("and 7 more metrics");
        sizes.remove(0);
        progress.tick();
        sizes.remove(0);
        progress.tick();
        progress.end();

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("\u001b[7A", "\u001b[1A")
                .endsWith("\u001b[1A\u001b[J\u001b[?7h\u001b[?25h");
    }

    @Test
    void each_line_fits_in_a_narrow_terminal_and_colours_end() {
        RunSnapshot run = RunJson.of("Running")
                .metric(
                        "the-name-of-a-metric-which-is-long",
                        SPEC,
                        "\"phase\":\"Running\",\"successful\":1,\"measurements\":["
                                + RunJson.measurement(0, "Successful", "12345678901234567890", "") + "]")
                .snapshot();
        new LiveProgress(
                        out,
                        new Terminal(true, true, true, new TerminalSize(24, 40)),
                        screen(new TerminalSize(24, 40)),
                        () -> NOW)
                .show(run);

        String line = lines().stream()
                .filter(text -> text.contains("the-name"))
                .findFirst()
                .orElse("");
        assertThat(line.replaceAll("\u001b\\[[?0-9;]*[A-Za-z]", ""))
                .isEqualTo("  the-name-of-a...  Running       1/5  \u2713");
        assertThat(line).endsWith("\u001b[32m\u2713\u001b[0m");
    }

    @Test
    void the_environment_says_which_characters_and_colours_the_terminal_has() {
        assertThat(Terminal.of(Map.of("TERM", "xterm", "LANG", "C.UTF-8"), true))
                .isEqualTo(new Terminal(true, true, true, Terminal.USUAL_SIZE));
        assertThat(Terminal.of(Map.of("TERM", "xterm", "LANG", "C", "NO_COLOR", "1"), true))
                .isEqualTo(new Terminal(true, false, false, Terminal.USUAL_SIZE));
        assertThat(Terminal.of(Map.of("TERM", "xterm", "LC_ALL", "C", "LANG", "C.UTF-8"), true))
                .isEqualTo(new Terminal(true, true, false, Terminal.USUAL_SIZE));
        assertThat(List.of(
                        Terminal.of(Map.of("TERM", "xterm"), false),
                        Terminal.of(Map.of("TERM", "dumb"), true),
                        Terminal.of(Map.of("TERM", "xterm", "CI", "true"), true)))
                .containsOnly(Terminal.NONE);
    }

    @Test
    void the_environment_has_the_size_of_a_terminal_that_does_not_know_its_own() {
        assertThat(Terminal.of(Map.of("TERM", "xterm", "LINES", "8", "COLUMNS", "132"), true)
                        .size())
                .isEqualTo(new TerminalSize(8, 132));
        assertThat(Terminal.of(Map.of("TERM", "xterm", "LINES", "0", "COLUMNS", "x"), true)
                        .size())
                .isEqualTo(Terminal.USUAL_SIZE);
    }

    private LiveProgress live(boolean unicode, TerminalSize size) {
        return new LiveProgress(out, new Terminal(true, false, unicode, size), screen(size), () -> NOW);
    }

    private static Screen screen(TerminalSize size) {
        return new Screen(size, Optional::empty, () -> NOW);
    }

    private List<String> lines() {
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
