package dev.assay.api.plugin;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The answer of {@code type}. */
@RegisterForReflection
@Schema(name = "Type", description = "The type that the plugin reports.")
record TypeAnswer(
        @Schema(required = true, examples = "RPCPlugin") String type) {}
