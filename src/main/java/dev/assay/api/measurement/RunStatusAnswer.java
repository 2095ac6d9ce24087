package dev.assay.api.measurement;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.assay.api.ApiDescription;
import dev.assay.measure.RunStatus;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The status of a run: Argo's field names, times in whole seconds as Kubernetes writes them; what is empty is left out. */
@RegisterForReflection
@Schema(name = "RunStatus", description = "AnalysisRunStatus of argoproj.io/v1alpha1; what is empty is left out.")
record RunStatusAnswer(
        @Schema(required = true, ref = ApiDescription.PHASE) String phase,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) String message,

        @Schema(required = true, description = "In the order of the manifest.")
        List<MetricResultAnswer> metricResults,

        @Schema(required = true, implementation = String.class, format = "date-time")
        Instant startedAt,

        @Schema(
                implementation = String.class,
                format = "date-time",
                description = "Absent while a measurement is in progress.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        Instant completedAt) {
    static RunStatusAnswer of(RunStatus status) {
        Instant completedAt = status.completedAt();
        return new RunStatusAnswer(
                status.phase().text(),
                status.message(),
                status.results().stream().map(MetricResultAnswer::of).toList(),
                status.startedAt().truncatedTo(ChronoUnit.SECONDS),
                completedAt == null ? null : completedAt.truncatedTo(ChronoUnit.SECONDS));
    }
}
