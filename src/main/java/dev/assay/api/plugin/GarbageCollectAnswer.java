package dev.assay.api.plugin;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.assay.metric.ProviderException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The answer of {@code garbage-collect}: an empty object, or the plugin's error. */
@RegisterForReflection
@Schema(name = "GarbageCollection", description = "Empty unless it failed.")
record GarbageCollectAnswer(
        @Schema(description = "What the plugin reports.") @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable
        String error) {
    static Uni<GarbageCollectAnswer> of(Uni<Void> garbageCollection) {
        return garbageCollection
                .map(done -> new GarbageCollectAnswer(null))
                .onFailure(ProviderException.class)
                .recoverWithItem(failure -> new GarbageCollectAnswer(failure.getMessage()));
    }
}
