package dev.assay.api;

/** Names and examples of the OpenAPI description; its endpoints and schemas stand with the code that they describe. */
public final class ApiDescription {
    public static final String MEASUREMENTS = "measurements";
    public static final String ANALYSIS_RUNS = "analysisruns";
    public static final String PLUGINS = "plugins";
    public static final String ASSAY = "assay";
    public static final String PROBLEM = "Problem";
    public static final String OVERLOADED = "Overloaded";
    public static final String MANIFEST = "Manifest";
    public static final String PHASE = "Phase";
    public static final String SPEC = "AnalysisSpec";

    public static final String ARGUMENT = "An argument of the analysis as NAME=VALUE; may be given many times.";

    private ApiDescription() {}
}
