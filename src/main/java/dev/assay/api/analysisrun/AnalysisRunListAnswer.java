package dev.assay.api.analysisrun;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.assay.measure.RequestRefusedException;
import dev.assay.measure.run.AnalysisRunJson;
import dev.assay.measure.run.RunView;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Runs, as Kubernetes' API lists objects. */
@RegisterForReflection
@Schema(name = "AnalysisRunList", description = "AnalysisRunList of argoproj.io/v1alpha1.")
record AnalysisRunListAnswer(
        @Schema(required = true) String apiVersion,
        @Schema(required = true) String kind,
        @Schema(required = true) ListMetadata metadata,

        @Schema(required = true, description = "In the order of their creation.")
        List<AnalysisRunAnswer> items) {
    /** @param more what the next request is to have as {@code continue}; null at the end of the list */
    @RegisterForReflection
    @Schema(name = "AnalysisRunListMetadata")
    record ListMetadata(
            @Schema(description = "Where the next part of the list begins; absent at its end.")
            @JsonProperty("continue")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Nullable
            String more) {}

    /**
     * @param runs brief views
     * @throws RequestRefusedException when there is too little memory for all
     */
    static AnalysisRunListAnswer of(List<RunView> runs, OptionalLong next, AnswerMemory memory) {
        List<AnalysisRunAnswer> items = new ArrayList<>();
        for (RunView run : runs) {
            AnalysisRunAnswer item = AnalysisRunAnswer.of(run);
            memory.add(item.json());
            items.add(item);
        }
        return new AnalysisRunListAnswer(
                AnalysisRunJson.API_VERSION,
                AnalysisRunJson.KIND + "List",
                new ListMetadata(next.isPresent() ? String.valueOf(next.getAsLong()) : null),
                items);
    }
}
