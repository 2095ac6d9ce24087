package dev.assay.check;

import dev.assay.config.ConfigFault;
import java.util.List;

/**
 * The report as commands of a workflow, one line each, such as {@code ::error file=a.yaml,line=3,title=T::M}. GitHub, Gitea
 * and Forgejo show them at the lines of the files.
 */
final class GithubReport {
    private GithubReport() {}

    static String of(List<CheckResult> results) {
        StringBuilder report = new StringBuilder();
        for (CheckResult result : results) {
            String file = property(result.source());
            for (ConfigFault fault : result.allFaults()) {
                String line = fault.line() > 0 && fault.text().isEmpty() ? ",line=" + fault.line() : "";
                String title = property(fault.entry() + (fault.field().isEmpty() ? "" : "." + fault.field()));
                add(report, "error file=" + file + line + ",title=" + title, fault.problem() + "; " + fault.remedy());
            }
            result.allWarnings().forEach(warning -> add(report, "warning file=" + file, warning));
            result.notChecked().forEach(what -> add(report, "notice file=" + file, "not checked: " + what));
            result.settings().forEach(setting -> add(report, "error file=" + file, setting));
            result.executables().stream()
                    .filter(FetchedExecutable::faulty)
                    .forEach(executable -> add(report, "error file=" + file, executable.sentence()));
        }
        return report.toString();
    }

    private static void add(StringBuilder report, String command, String message) {
        report.append("::")
                .append(command)
                .append("::")
                .append(escaped(message))
                .append('\n');
    }

    private static String property(String text) {
        return escaped(text).replace(":", "%3A").replace(",", "%2C");
    }

    private static String escaped(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }
}
