package dev.assay.run.report;

import dev.assay.metric.Measurement;
import dev.assay.metric.Phase;
import dev.assay.text.ForeignText;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** The report for a person: a table of the metrics, the details of each that is not well, and the verdict as the last line. */
public final class SummaryText {
    private static final List<String> HEAD = List.of("METRIC", "PHASE", "MEASUREMENTS", "VALUE", "REASON");
    private static final String GAP = "  ";

    /** The columns of the table that are made narrower on a small screen, by their places: reason, value, measurements, metric. */
    private static final List<Integer> ELASTIC = List.of(4, 3, 2, 0);

    private static final int NARROWEST = 8;

    private SummaryText() {}

    /** @param columns of the screen that shows it; what is cut from the table there stands in the details or in another report */
    public static String of(Outcome outcome, OptionalInt columns) {
        StringBuilder text = new StringBuilder();
        outcome.run().ifPresent(run -> {
            if (!run.metrics().isEmpty()) {
                text.append('\n').append(table(run.metrics(), columns)).append('\n');
            }
            run.metrics().stream().filter(MetricView::isBad).forEach(metric -> text.append(details(metric))
                    .append('\n'));
        });
        outcome.reasons()
                .forEach(reason -> text.append(ForeignText.visible(reason)).append('\n'));
        return text.append(verdict(outcome)).append('\n').toString();
    }

    private static String verdict(Outcome outcome) {
        StringBuilder line = new StringBuilder("AnalysisRun");
        outcome.run().ifPresent(run -> line.append(' ').append(Words.value(run.name())));
        line.append(": ").append(outcome.verdict().text());
        outcome.run().ifPresent(run -> {
            line.append(Words.took(run.startedAt(), run.completedAt()));
            if (!run.message().isEmpty()) {
                line.append(": ").append(Words.line(run.message()));
            }
        });
        return line.toString();
    }

    private static String table(List<MetricView> metrics, OptionalInt columns) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        metrics.forEach(metric -> rows.add(row(metric)));
        List<Integer> widths = new ArrayList<>();
        for (int column = 0; column < HEAD.size(); column++) {
            int at = column;
            widths.add(rows.stream()
                    .mapToInt(row -> TextWidth.of(row.get(at)))
                    .max()
                    .orElse(0));
        }
        columns.ifPresent(most -> narrow(widths, most));
        return rows.stream().map(row -> line(row, widths)).collect(Collectors.joining());
    }

    private static void narrow(List<Integer> widths, int columns) {
        int excess = widths.stream().mapToInt(Integer::intValue).sum() + GAP.length() * (widths.size() - 1) - columns;
        for (int column : ELASTIC) {
            int cut = Math.max(0, Math.min(excess, widths.get(column) - NARROWEST));
            widths.set(column, widths.get(column) - cut);
            excess -= cut;
        }
    }

    private static List<String> row(MetricView metric) {
        String phase = metric.phase().text().isEmpty()
                ? "not measured"
                : Words.value(metric.phase().text());
        return List.of(
                Words.name(metric),
                phase,
                Words.counts(metric),
                metric.decisive().map(Measurement::value).map(Words::value).orElse(""),
                metric.reason().orElse(""));
    }

    private static String line(List<String> row, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            int width = widths.get(column);
            line.append(TextWidth.padded(TextWidth.shortened(row.get(column), width), width))
                    .append(GAP);
        }
        return line.toString().stripTrailing() + "\n";
    }

    /** The reason, the value, the condition and the plugin's words, each on a line. */
    static String details(MetricView metric) {
        StringBuilder text = new StringBuilder(Words.name(metric))
                .append(": ")
                .append(metric.phase())
                .append('\n');
        metric.reason().ifPresent(reason -> add(text, "reason", reason));
        metric.decisive()
                .map(Measurement::value)
                .filter(value -> !value.isEmpty())
                .ifPresent(value -> {
                    add(text, "value", Words.line(value));
                });
        if (!metric.phase().equals(Phase.ERROR)) {
            metric.conditions().forEach(condition -> add(text, "condition", condition));
        }
        metric.decisive()
                .map(Words::message)
                .filter(message -> !message.isEmpty())
                .ifPresent(message -> add(text, "message", message));
        return text.toString();
    }

    private static void add(StringBuilder text, String label, String value) {
        text.append(GAP)
                .append(label)
                .append(" ".repeat(11 - label.length()))
                .append(value)
                .append('\n');
    }
}
