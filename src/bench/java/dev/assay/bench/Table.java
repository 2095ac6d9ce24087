package dev.assay.bench;

import java.io.PrintStream;
import java.util.Locale;

/** A Markdown table that is printed row by row, as the figures come. */
final class Table {
    private final PrintStream out;

    Table(PrintStream out) {
        this.out = out;
    }

    void head() {
        row("measured", "median", "min - max", "rounds", "ratio", "goal");
        row("---", "---:", "---:", "---:", "---:", "---:");
    }

    /** A figure that stands for itself. */
    void figure(String what, String format, Distribution values) {
        figure(what, format, values, "", "");
    }

    /**
     * A figure beside its ratio to another.
     *
     * @param format of one value, for instance {@code %.0f ms}
     */
    void ratio(String what, String format, Distribution values, double to, String goal) {
        figure(what, format, values, format("%.2f", values.median() / to), goal);
    }

    private void figure(String what, String format, Distribution values, String ratio, String goal) {
        row(
                what,
                format(format, values.median()),
                format(format, values.min()) + " - " + format(format, values.max()),
                Integer.toString(values.count()),
                ratio,
                goal);
    }

    private void row(String... cells) {
        out.println("| " + String.join(" | ", cells) + " |");
    }

    private static String format(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
