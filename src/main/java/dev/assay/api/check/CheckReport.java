package dev.assay.api.check;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The shape of a report, for the description of the interface. {@link dev.assay.check.ManifestTextCheck} makes the report itself. */
@Schema(name = "CheckReport")
record CheckReport(
        @Schema(required = true, description = "The request.")
        String source,

        @Schema(
                required = true,
                description = "The one of Assay, which placeholders in locations stand for.",
                examples = "linux/amd64")
        String platform,

        @Schema(required = true, description = "Whether nothing is a fault.")
        boolean valid,

        @Schema(required = true) List<Fault> faults,
        @Schema(required = true) List<String> warnings,

        @Schema(required = true, description = "Names of Secrets that the body does not hold.")
        List<String> missingSecrets,

        @Schema(required = true, description = "Empty where an entry has a fault.")
        List<ListedPlugin> plugins,

        @Schema(required = true) List<CheckedAnalysis> analyses,

        @Schema(required = true, description = "What the body names and does not hold.")
        List<String> notChecked,

        @Schema(required = true, description = "Empty, since nothing is fetched.")
        List<String> settings,

        @Schema(required = true, description = "Empty, since nothing is fetched.")
        List<String> executables) {
    /** The schema of a fault. */
    @Schema(name = "CheckFault")
    record Fault(
            @Schema(required = true, examples = "metricProviderPlugins[0] (acme/latency)")
            String entry,

            @Schema(required = true, description = "Empty for a fault of the whole entry.", examples = "location")
            String field,

            @Schema(required = true, description = "From 1; 0 where it is not known.")
            int line,

            @Schema(
                    required = true,
                    description =
                            "The key of the ConfigMap in whose value the line is counted; empty where it is counted"
                                    + " in the body.")
            String key,

            @Schema(required = true) String problem,
            @Schema(required = true) String remedy) {}

    /** The schema of a plugin that the body lists. */
    @Schema(name = "CheckedPlugin")
    record ListedPlugin(
            @Schema(required = true) String name,

            @Schema(required = true, description = "Without a password.")
            String location,

            @Schema(required = true, description = "Empty where none is configured.")
            String sha256,

            @Nullable Boolean required) {}

    /** The schema of an analysis. */
    @Schema(name = "CheckedAnalysis")
    record CheckedAnalysis(
            @Schema(required = true, examples = "AnalysisTemplate")
            String kind,

            @Schema(required = true) String name,
            @Schema(required = true) int metrics,

            @Schema(required = true, description = "How many of the metrics have a provider of Argo's own.")
            int builtIn) {}
}
