package dev.assay.check;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.config.ConfigFault;
import dev.assay.text.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The report as a JSON array in the form of GitLab's Code Quality, which shows each fault at its line. */
final class GitlabReport {
    private GitlabReport() {}

    static String of(List<CheckResult> results) {
        ArrayNode report = JsonNodeFactory.instance.arrayNode();
        for (CheckResult result : results) {
            for (ConfigFault fault : result.allFaults()) {
                int line = fault.text().isEmpty() ? fault.line() : 0;
                add(report, result, "major", line, fault.toString());
            }
            result.allWarnings().forEach(warning -> add(report, result, "minor", 0, warning));
            result.settings().forEach(setting -> add(report, result, "major", 0, setting));
            result.executables().stream()
                    .filter(FetchedExecutable::faulty)
                    .forEach(executable -> add(report, result, "major", 0, executable.sentence()));
        }
        return report.toPrettyString() + System.lineSeparator();
    }

    private static void add(ArrayNode report, CheckResult result, String severity, int line, String description) {
        ObjectNode node = report.addObject();
        node.put("description", description);
        node.put("check_name", "assay check");
        node.put("fingerprint", Sha256.of((result.source() + "\n" + description).getBytes(StandardCharsets.UTF_8)));
        node.put("severity", severity);
        ObjectNode location = node.putObject("location");
        location.put("path", result.source());
        location.putObject("lines").put("begin", Math.max(1, line));
    }
}
