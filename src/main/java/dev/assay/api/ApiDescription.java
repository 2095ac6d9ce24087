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

    public static final String PLUGIN_NAMESPACE = "The part of the plugin's name before the slash.";
    public static final String PLUGIN_NAME = "The part of the plugin's name after the slash.";
    public static final String ARGUMENT = "An argument of the analysis as NAME=VALUE; may be given many times.";
    public static final String WATCH = "Whether to go on with an event for each change.";

    public static final String FAIL_FAST =
            "Whether a call fails at once where it would wait, because its plugin is BackingOff, does not answer, or is"
                    + " full. By default as assay.call.fail-fast says.";

    public static final String FIELD_VALIDATION =
            "What happens to fields that Argo does not know, by the names of Kubernetes' API: Strict refuses them, Warn sends a"
                    + " header Warning for each, Ignore does nothing. An analysis is read strictly. A call of one verb is not,"
                    + " since a newer Argo may have made it.";

    private ApiDescription() {}
}
