package dev.assay.check;

import dev.assay.config.ConfigException;
import dev.assay.config.ConfigFault;
import dev.assay.config.Platform;
import dev.assay.config.PluginSpec;
import dev.assay.config.entry.ManifestFile;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The output of {@code check}: faults by entry, warnings apart, the count at the end. */
final class CheckReport {
    private final String source;
    private final PrintStream out;

    CheckReport(String source, PrintStream out) {
        this.source = source;
        this.out = out;
    }

    void faulty(ConfigException e) {
        Map<String, List<ConfigFault>> byEntry = e.faults().stream()
                .collect(Collectors.groupingBy(ConfigFault::entry, LinkedHashMap::new, Collectors.toList()));
        out.println("Faults:");
        byEntry.forEach((entry, faults) -> {
            out.println("  " + entry);
            faults.forEach(this::print);
        });
        warnings(e.warnings());
        count(e.faults().size(), e.warnings().size());
    }

    void valid(ManifestFile manifest, Platform platform) {
        List<String> warnings = manifest.list().warnings();
        warnings(warnings);
        if (!manifest.missingSecrets().isEmpty()) {
            out.println("Not checked:");
            manifest.missingSecrets()
                    .forEach(name -> out.println("  the Secret " + name + ", which is not in this file"));
        }
        String plugins =
                manifest.list().plugins().stream().map(PluginSpec::name).collect(Collectors.joining(", "));
        out.println(source + " is valid for " + platform
                + (plugins.isEmpty() ? "; it lists no plugins." : ". Plugins: " + plugins + '.'));
    }

    private void print(ConfigFault fault) {
        String where = Stream.of(fault.field(), fault.shownLine())
                .filter(s -> !s.isEmpty())
                .collect(Collectors.joining(", "));
        out.println("    " + (where.isEmpty() ? "" : where + ": ") + fault.problem());
        out.println("      " + fault.remedy());
    }

    private void warnings(List<String> warnings) {
        if (!warnings.isEmpty()) {
            out.println("Warnings:");
            warnings.forEach(warning -> out.println("  " + warning));
        }
    }

    void count(int faults, int warnings) {
        out.println(source + ": " + counted(faults, "fault") + ", " + counted(warnings, "warning"));
    }

    private static String counted(int number, String noun) {
        return (number == 0 ? "no" : String.valueOf(number)) + " " + noun + (number == 1 ? "" : "s");
    }
}
