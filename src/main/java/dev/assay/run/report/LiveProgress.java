package dev.assay.run.report;

import dev.assay.metric.Measurement;
import dev.assay.metric.Phase;
import dev.assay.text.ForeignText;
import dev.assay.text.HumanUnits;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Progress on a terminal: a block with a line for each metric, which is written anew. Sentences scroll by above it. */
final class LiveProgress implements Progress {
    /** Lines of metrics. The block must fit on the screen, or it could not be written anew. */
    private static final int MOST_LINES = 15;

    /** The head, the number of the other metrics, and the line of the cursor. */
    private static final int OTHER_LINES = 3;

    private static final int WIDEST_NAME = 40;
    private static final int NARROWEST_NAME = 8;

    /** The columns of what a line shows beside the name in any case: indent, gaps, phase and number of measurements. */
    private static final int BESIDE_NAME = 24;

    /** The columns of what the first line shows beside the name of the run: {@code AnalysisRun}, phase and time. */
    private static final int BESIDE_RUN = 36;

    /** A terminal may show a character wider than it is; then it cuts the line, so that this takes one line of the screen. */
    private static final String NO_WRAP = "\u001b[?7l";

    private static final String WRAP = "\u001b[?7h";
    private static final String CLEAR_BELOW = "\u001b[J";
    private static final String HIDE_CURSOR = "\u001b[?25l";
    private static final String SHOW_CURSOR = "\u001b[?25h";

    private final PrintStream out;
    private final Terminal terminal;
    private final InstantSource clock;
    private final Screen screen;
    private final Marks marks;
    private @Nullable RunSnapshot run;
    private int drawn;

    LiveProgress(PrintStream out, Terminal terminal, Screen screen, InstantSource clock) {
        this.out = out;
        this.terminal = terminal;
        this.screen = screen;
        this.clock = clock;
        this.marks = new Marks(terminal);
    }

    @Override
    public void show(RunSnapshot newest) {
        run = newest;
        draw("");
    }

    @Override
    public void note(String sentence) {
        draw(ForeignText.visible(sentence) + "\n");
    }

    @Override
    public void tick() {
        if (run != null) {
            draw("");
        }
    }

    @Override
    public void end() {
        out.print(up() + CLEAR_BELOW + WRAP + SHOW_CURSOR);
        drawn = 0;
        out.flush();
    }

    /** Writes a text where the block was, and the block below it. */
    private void draw(String above) {
        screen.look();
        List<String> lines = run == null ? List.of() : lines(run);
        StringBuilder text = new StringBuilder(HIDE_CURSOR).append(up()).append(CLEAR_BELOW);
        text.append(above).append(NO_WRAP);
        lines.forEach(line -> text.append(screen.fitted(line)).append('\n'));
        text.append(WRAP).append(SHOW_CURSOR);
        out.print(text);
        out.flush();
        drawn = lines.size();
    }

    /** To the beginning of the first line, also where a terminal has shown a key, such as Ctrl-C. */
    private String up() {
        return drawn == 0 ? "\r" : "\r\u001b[" + drawn + "A";
    }

    private List<String> lines(RunSnapshot of) {
        List<String> lines = new ArrayList<>();
        Instant now = clock.instant();
        @Nullable Instant started = of.startedAt();
        String took = started == null ? "" : ", " + HumanUnits.duration(Duration.ofSeconds(seconds(started, now)));
        Phase phase = of.phase().text().isEmpty() ? Phase.PENDING : of.phase();
        lines.add("AnalysisRun " + cut(Words.value(of.name()), BESIDE_RUN) + "  " + coloured(phase) + took);
        int width = Math.min(
                WIDEST_NAME,
                of.metrics().stream()
                        .mapToInt(metric -> TextWidth.of(name(metric)))
                        .max()
                        .orElse(0));
        List<MetricView> shown = shown(of.metrics());
        shown.forEach(metric -> lines.add("  " + line(metric, width, started, now)));
        if (shown.size() < of.metrics().size()) {
            lines.add("  and " + (of.metrics().size() - shown.size()) + " more metrics");
        }
        return lines.subList(0, Math.min(lines.size(), Math.max(1, screen.rows() - 1)));
    }

    /** The metrics for which there is room: bad ones first, then those that go on, then Successful ones. */
    private List<MetricView> shown(List<MetricView> metrics) {
        int room = Math.max(1, Math.min(MOST_LINES, screen.rows() - OTHER_LINES));
        if (metrics.size() <= room) {
            return metrics;
        }
        List<MetricView> shown = new ArrayList<>();
        metrics.stream().filter(MetricView::isBad).forEach(shown::add);
        metrics.stream().filter(metric -> !metric.phase().completed()).forEach(shown::add);
        metrics.stream()
                .filter(metric -> metric.phase().equals(Phase.SUCCESSFUL))
                .forEach(shown::add);
        return shown.subList(0, room);
    }

    private String line(MetricView metric, int width, @Nullable Instant runStarted, Instant now) {
        Phase phase = metric.phase().text().isEmpty() ? Phase.PENDING : metric.phase();
        StringBuilder line = new StringBuilder(TextWidth.padded(name(metric), width)).append("  ");
        line.append(terminal.coloured(
                phase,
                TextWidth.padded(
                        Words.value(phase.text()), Phase.INCONCLUSIVE.text().length())));
        line.append("  ").append(metric.finishedCount());
        metric.wanted().ifPresent(count -> line.append('/').append(count));
        String measured = marks.of(metric);
        line.append(measured.isEmpty() ? "" : "  " + measured);
        metric.last().map(Measurement::value).filter(value -> !value.isEmpty()).ifPresent(value -> line.append("  ")
                .append(Words.value(value)));
        next(metric, runStarted, now).ifPresent(next -> line.append("  ").append(next));
        return line.toString();
    }

    private String name(MetricView metric) {
        return cut(Words.name(metric), BESIDE_NAME);
    }

    private String cut(String name, int beside) {
        int room = Math.max(NARROWEST_NAME, screen.columns() - beside);
        return TextWidth.shortened(name, room);
    }

    private static Optional<String> next(MetricView metric, @Nullable Instant runStarted, Instant now) {
        Optional<Instant> nextAt = metric.nextAt(runStarted);
        if (nextAt.isPresent()) {
            return Optional.of("next in " + HumanUnits.duration(Duration.ofSeconds(seconds(now, nextAt.get()))));
        }
        return metric.last().filter(last -> last.finishedAt() == null).map(last -> "measuring");
    }

    private String coloured(Phase phase) {
        return terminal.coloured(phase, Words.value(phase.text()));
    }

    private static long seconds(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toSeconds());
    }
}
