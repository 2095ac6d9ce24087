package dev.assay.measure;

import dev.assay.analysis.AnalysisException;
import dev.assay.analysis.TooMuchTextException;
import dev.assay.text.DocumentException;
import java.util.List;
import java.util.Map;

/** The refusals that Assay's own rules know. */
public final class Problems {
    private Problems() {}

    public static RefusedException unreadable(String detail) {
        return refuse(new Problem(400, "unreadable-body", "The body cannot be read", detail));
    }

    public static RefusedException unreadable(DocumentException e) {
        return unreadable(String.valueOf(e.getMessage()));
    }

    public static RefusedException parameter(String detail) {
        return refuse(new Problem(400, "invalid-parameter", "A parameter of the request is not valid", detail));
    }

    static RefusedException invalidAnalysis(AnalysisException e) {
        String message = String.valueOf(e.getMessage());
        return refuse(new Problem(
                422,
                "invalid-analysis",
                "The analysis is not valid",
                "Analysis spec invalid: " + message,
                Map.of("faults", List.of(message))));
    }

    static RefusedException tooManyMetrics(int metrics, int limit) {
        return refuse(new Problem(
                422,
                "too-many-metrics",
                "The analysis has too many metrics",
                "tried to measure " + metrics + " metrics, but one run may have " + limit
                        + "; divide it, or raise assay.measure.max-metrics"));
    }

    static RefusedException tooMuchText(TooMuchTextException e) {
        return refuse(new Problem(
                422,
                "too-much-text",
                "The analysis is too large once its arguments are filled in",
                String.valueOf(e.getMessage()) + ", or raise assay.measure.max-body, a quarter of this"));
    }

    public static RefusedException unknownPlugin(String name, List<String> known) {
        return refuse(new Problem(
                404,
                "unknown-plugin",
                "There is no such plugin",
                "tried to find the plugin " + name + ", but it is not configured; "
                        + (known.isEmpty() ? "no plugin is" : "there are " + String.join(", ", known)),
                Map.of("plugins", known)));
    }

    static RefusedException unknownVerb(String verb, List<String> known) {
        return refuse(new Problem(
                404,
                "unknown-verb",
                "There is no such verb",
                "tried to find the verb " + verb + ", but a plugin has " + String.join(", ", known),
                Map.of("verbs", known)));
    }

    public static Problem tooLarge(long limit) {
        return new Problem(
                413,
                "body-too-large",
                "The body is too large",
                "tried to read the body, but it is larger than " + limit
                        + " bytes; make it smaller, or raise assay.measure.max-body");
    }

    public static RefusedException refuse(Problem problem) {
        return new RefusedException(problem);
    }
}
