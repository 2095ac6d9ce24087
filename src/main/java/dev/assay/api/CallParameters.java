package dev.assay.api;

import dev.assay.measure.FieldValidation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The parameters that all requests have which call plugins. */
public record CallParameters(
        @Parameter(
                description =
                        "Whether a call fails at once where it would wait, because its plugin is BackingOff, does not"
                                + " answer, or is full. By default as assay.call.fail-fast says.",
                schema = @Schema(type = SchemaType.BOOLEAN))
        @RestQuery
        @Nullable
        String failFast,

        @Parameter(
                description =
                        "What happens to fields that Argo does not know, by the names of Kubernetes' API: Strict refuses"
                                + " them, Warn sends a header Warning for each, Ignore does nothing. An analysis is read"
                                + " strictly. A call of one verb is not, since a newer Argo may have made it.",
                schema =
                        @Schema(
                                type = SchemaType.STRING,
                                enumeration = {"Strict", "Warn", "Ignore"}))
        @RestQuery
        @Nullable
        String fieldValidation) {
    /** @param otherwise what holds where the request does not say it */
    public FieldValidation validation(FieldValidation otherwise) {
        return FieldValidation.of(fieldValidation, otherwise);
    }
}
