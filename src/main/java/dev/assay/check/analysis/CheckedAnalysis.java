package dev.assay.check.analysis;

/**
 * An object that was checked.
 *
 * @param kind for instance {@code AnalysisTemplate}
 * @param name empty where it has none
 * @param metrics the number of its own metrics
 * @param builtIn how many of these use a provider of Argo Rollouts itself, whose part is passed over
 */
public record CheckedAnalysis(String kind, String name, int metrics, int builtIn) {}
