package dev.assay.check.analysis;

import dev.assay.check.analysis.Template.WrittenMetric;
import dev.assay.condition.Condition;
import dev.assay.condition.ConditionException;
import dev.assay.metric.Metric;
import dev.assay.text.ForeignText;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Node;

/** The conditions of metrics. */
final class ConditionCheck {
    private static final List<String> FIELDS = List.of("successCondition", "failureCondition");
    private static final Pattern ARGUMENT = Pattern.compile("\\bargs\\.[\\w-]+");

    private final FindingCollector findings;

    ConditionCheck(FindingCollector findings) {
        this.findings = findings;
    }

    /** @param filled the metric with its arguments, or placeholders for them */
    void check(WrittenMetric metric, Metric filled, PlaceholderArguments placeholders) {
        for (String field : FIELDS) {
            String condition = filled.json().path(field).asText("");
            boolean isOpen = placeholders.isOpen(metric.json().path(field).asText(""));
            if (!condition.isEmpty()) {
                check(metric, field, condition, isOpen);
            }
        }
    }

    /** @param provider that judges by itself */
    void warnOfUnread(WrittenMetric metric, String provider) {
        for (String field : FIELDS) {
            if (!metric.json().path(field).asText("").isEmpty()) {
                findings.warn(
                        metric.manifest(),
                        metric.path() + "." + field,
                        "is never read, since Argo's provider " + provider + " decides without it");
            }
        }
    }

    private void check(WrittenMetric metric, String field, String condition, boolean isOpen) {
        String path = metric.path() + "." + field;
        try {
            var unused = Condition.parse(condition);
        } catch (ConditionException e) {
            Optional<Node> node = NodePath.find(metric.manifest().node(), path);
            boolean isCut = node.isPresent()
                    && CommentTrap.cuts(node.get(), metric.manifest().source());
            if (isCut) {
                findings.fault(
                        metric.manifest(),
                        path,
                        "ends before #, because YAML takes what follows for a comment",
                        "put the condition in quotes");
            } else if (!isOpen) {
                findings.fault(metric.manifest(), path, "is no condition: " + e.getMessage(), remedy(condition, e));
            }
        }
    }

    /** Argo knows arguments in double braces only; it fills them in before it reads the condition. */
    private static String remedy(String condition, ConditionException fault) {
        Matcher argument = ARGUMENT.matcher(condition);
        return "unknown name args".equals(fault.getMessage()) && argument.find()
                ? "write {{" + ForeignText.excerpt(argument.group()) + "}}"
                : "correct it";
    }
}
