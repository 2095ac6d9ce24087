package dev.assay.api.measurement;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.assay.api.ApiDescription;
import dev.assay.measure.MetricResult;
import dev.assay.metric.Phase;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The result of one metric: Argo's field names, and Argo's counters after one measurement; what is empty is left out. */
@RegisterForReflection
@Schema(name = "MetricResult", description = "MetricResult of argoproj.io/v1alpha1; what is empty or 0 is left out.")
record MetricResultAnswer(
        @Schema(required = true) String name,
        @Schema(required = true, ref = ApiDescription.PHASE) String phase,
        @Schema(required = true, maxItems = 1) List<MeasurementAnswer> measurements,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) String message,

        @Schema(description = "Measurements that are completed and no errors.")
        @JsonInclude(JsonInclude.Include.NON_DEFAULT)
        int count,

        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int successful,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int failed,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int inconclusive,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int error,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int consecutiveError,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int consecutiveSuccess,

        @Schema(description = "Whether the metric does not count in the phase of the run.")
        @JsonInclude(JsonInclude.Include.NON_DEFAULT)
        boolean dryRun,

        @Schema(description = "What the plugin shows beside the result.") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        Map<String, String> metadata) {
    static MetricResultAnswer of(MetricResult result) {
        Phase phase = result.phase();
        int successful = one(phase, Phase.SUCCESSFUL);
        int failed = one(phase, Phase.FAILED);
        int inconclusive = one(phase, Phase.INCONCLUSIVE);
        int error = one(phase, Phase.ERROR);
        return new MetricResultAnswer(
                result.name(),
                phase.text(),
                List.of(MeasurementAnswer.of(result.measurement())),
                result.message(),
                successful + failed + inconclusive,
                successful,
                failed,
                inconclusive,
                error,
                error,
                successful,
                result.dryRun(),
                new TreeMap<>(result.metadata()));
    }

    private static int one(Phase phase, Phase counted) {
        return phase.equals(counted) ? 1 : 0;
    }
}
