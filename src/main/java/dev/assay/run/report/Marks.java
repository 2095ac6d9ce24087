package dev.assay.run.report;

import dev.assay.metric.MeasuredNumber;
import dev.assay.metric.Measurement;
import dev.assay.metric.Phase;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** The measurements of a metric as a small line: a mark for each phase, and a bar for each value that is a number. */
final class Marks {
    private static final String BARS = "\u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588";

    /** Measurements that are shown. */
    private static final int MOST = 30;

    private final Terminal terminal;

    Marks(Terminal terminal) {
        this.terminal = terminal;
    }

    /** For instance {@code ++x+}, with bars where the terminal shows them and there are two numbers. */
    String of(MetricView metric) {
        List<Measurement> finished = metric.finished();
        List<Measurement> shown = finished.subList(Math.max(0, finished.size() - MOST), finished.size());
        String marks = shown.stream()
                .map(measurement -> terminal.coloured(measurement.phase(), mark(measurement.phase())))
                .collect(Collectors.joining());
        String bars = terminal.unicode() ? bars(shown) : "";
        return bars.isEmpty() ? marks : marks + " " + bars;
    }

    private String mark(Phase phase) {
        boolean unicode = terminal.unicode();
        if (phase.equals(Phase.SUCCESSFUL)) {
            return unicode ? "\u2713" : "+";
        }
        if (phase.equals(Phase.FAILED)) {
            return unicode ? "\u2717" : "x";
        }
        return phase.equals(Phase.INCONCLUSIVE) ? "?" : "!";
    }

    private String bars(List<Measurement> measurements) {
        double[] numbers = measurements.stream()
                .map(Marks::number)
                .flatMapToDouble(OptionalDouble::stream)
                .toArray();
        if (numbers.length < 2) {
            return "";
        }
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (double number : numbers) {
            least = Math.min(least, number);
            most = Math.max(most, number);
        }
        StringBuilder line = new StringBuilder();
        for (Measurement measurement : measurements) {
            OptionalDouble number = number(measurement);
            String bar = number.isPresent() ? bar(number.getAsDouble(), least, most) : " ";
            line.append(terminal.coloured(measurement.phase(), bar));
        }
        return line.toString();
    }

    /** Equal values are in the middle. */
    private static String bar(double number, double least, double most) {
        // Halves, because the difference of two doubles may be no double.
        double height = most > least ? (number / 2 - least / 2) / (most / 2 - least / 2) : 0.5;
        int step = (int) Math.round(height * (BARS.length() - 1));
        return BARS.substring(step, step + 1);
    }

    private static OptionalDouble number(Measurement measurement) {
        OptionalDouble number = MeasuredNumber.of(measurement.value());
        return Double.isFinite(number.orElse(Double.NaN)) ? number : OptionalDouble.empty();
    }
}
