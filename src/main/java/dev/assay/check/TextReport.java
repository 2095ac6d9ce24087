package dev.assay.check;

import dev.assay.check.analysis.CheckedAnalysis;
import dev.assay.config.ConfigFault;
import dev.assay.config.PluginSpec;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The report for a person: faults by entry, warnings apart, executables as they come, the count at the end. */
final class TextReport {
    private final PrintStream out;
    private boolean fetching;

    TextReport(PrintStream out) {
        this.out = out;
    }

    /** The report on the manifest, before anything is fetched. */
    void begin(CheckResult result) {
        fetching = false;
        printFaults(result.allFaults());
        section("Warnings:", result.allWarnings());
        section("Not checked:", result.notChecked());
        if (result.allFaults().isEmpty()) {
            out.println(valid(result));
        }
    }

    private static String valid(CheckResult result) {
        List<CheckedAnalysis> analyses = result.analyses().analyses();
        List<String> names = result.plugins().stream().map(PluginSpec::name).toList();
        if (analyses.isEmpty()) {
            return result.source() + " is valid for " + result.platform()
                    + (names.isEmpty() ? "; it lists no plugins." : plugins(names));
        }
        int metrics = analyses.stream().mapToInt(CheckedAnalysis::metrics).sum();
        int builtIn = analyses.stream().mapToInt(CheckedAnalysis::builtIn).sum();
        String passedOver =
                builtIn == 0 ? "" : ", " + builtIn + " of them of built-in providers, which are passed over";
        return result.source() + " is valid. Objects with analyses: " + analyses.size() + ", with "
                + counted(metrics, "metric") + passedOver + (names.isEmpty() ? "." : plugins(names));
    }

    private static String plugins(List<String> names) {
        return ". Plugins: " + String.join(", ", names) + '.';
    }

    void fetched(FetchedExecutable executable) {
        if (!fetching) {
            fetching = true;
            out.println("Executables:");
        }
        out.println("  " + executable.line());
    }

    void end(CheckResult result) {
        section(
                "Settings:",
                result.settings().stream().map(fault -> "fault: " + fault).toList());
        out.println(result.source() + ": " + counted(result.count(), "fault") + ", "
                + counted(result.allWarnings().size(), "warning"));
    }

    private void printFaults(List<ConfigFault> all) {
        Map<String, List<ConfigFault>> byEntry = all.stream()
                .collect(Collectors.groupingBy(ConfigFault::entry, LinkedHashMap::new, Collectors.toList()));
        if (!all.isEmpty()) {
            out.println("Faults:");
        }
        byEntry.forEach((entry, faults) -> {
            out.println("  " + entry);
            faults.forEach(this::print);
        });
    }

    private void print(ConfigFault fault) {
        String where = Stream.of(fault.field(), fault.shownLine())
                .filter(s -> !s.isEmpty())
                .collect(Collectors.joining(", "));
        out.println("    " + (where.isEmpty() ? "" : where + ": ") + fault.problem());
        out.println("      " + fault.remedy());
    }

    private void section(String title, List<String> lines) {
        if (!lines.isEmpty()) {
            out.println(title);
            lines.forEach(line -> out.println("  " + line));
        }
    }

    private static String counted(int number, String noun) {
        return (number == 0 ? "no" : String.valueOf(number)) + " " + noun + (number == 1 ? "" : "s");
    }
}
