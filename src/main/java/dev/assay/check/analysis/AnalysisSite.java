package dev.assay.check.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.analysis.TemplateReference;
import java.util.ArrayList;
import java.util.List;

/**
 * A place of a Rollout or an Experiment that starts an analysis ({@code rollout_types.go}, {@code experiment_types.go}).
 *
 * @param path for instance {@code spec.strategy.canary.steps[0].analysis}
 * @param json the part of the manifest there, with {@code templates} and {@code args}
 * @param rules the part of the manifest whose rules are for the analysis; an experiment has them beside its analyses
 * @param isWaitedFor whether somebody goes on only after the end of the analysis
 */
record AnalysisSite(
        String path,
        JsonNode json,
        List<TemplateReference> references,
        Rules rules,
        Starter starter,
        boolean isWaitedFor) {
    /**
     * The holder of rules for the metrics of an analysis.
     *
     * @param path for instance {@code spec}
     * @param json has the fields of {@link RuleCheck#FIELDS}
     */
    record Rules(String path, JsonNode json) {}

    /** The part of a manifest that starts an analysis. */
    enum Starter {
        /** A Rollout, which goes on meanwhile. */
        BACKGROUND,
        /** A step or a promotion, which waits. */
        STEP,
        EXPERIMENT
    }

    static List<AnalysisSite> all(Manifest manifest) {
        List<AnalysisSite> sites = new ArrayList<>();
        JsonNode spec = manifest.json().path("spec");
        if (manifest.kind() == AnalysisKind.EXPERIMENT) {
            experiment(spec, "spec", sites);
            return sites;
        }
        JsonNode strategy = spec.path("strategy");
        JsonNode canary = strategy.path("canary");
        add(canary.path("analysis"), "spec.strategy.canary.analysis", Starter.BACKGROUND, sites);
        for (int i = 0; i < canary.path("steps").size(); i++) {
            JsonNode step = canary.path("steps").path(i);
            String path = "spec.strategy.canary.steps[" + i + "]";
            add(step.path("analysis"), path + ".analysis", Starter.STEP, sites);
            experiment(step.path("experiment"), path + ".experiment", sites);
        }
        for (String phase : List.of("prePromotionAnalysis", "postPromotionAnalysis")) {
            add(strategy.path("blueGreen").path(phase), "spec.strategy.blueGreen." + phase, Starter.STEP, sites);
        }
        return sites;
    }

    private static void add(JsonNode json, String path, Starter starter, List<AnalysisSite> sites) {
        if (json.isObject()) {
            List<TemplateReference> references = TemplateReference.all(json.path("templates"), path + ".templates");
            Rules rules = new Rules(path, json);
            sites.add(new AnalysisSite(path, json, references, rules, starter, starter == Starter.STEP));
        }
    }

    /** An experiment starts one analysis for each template, which it may end itself. */
    private static void experiment(JsonNode experiment, String path, List<AnalysisSite> sites) {
        for (int i = 0; i < experiment.path("analyses").size(); i++) {
            JsonNode json = experiment.path("analyses").path(i);
            String at = path + ".analyses[" + i + "]";
            TemplateReference reference = TemplateReference.of(json, at);
            sites.add(new AnalysisSite(
                    at,
                    json,
                    List.of(reference),
                    new Rules(path, experiment),
                    Starter.EXPERIMENT,
                    json.path("requiredForCompletion").asBoolean(false)));
        }
    }
}
