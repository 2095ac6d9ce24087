package dev.assay.api.plugin;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The answer of {@code metadata}: a map by sorted key, as Go writes it. */
@RegisterForReflection
@Schema(name = "Metadata", type = SchemaType.OBJECT, additionalProperties = String.class)
record MetadataAnswer(@Schema(hidden = true) @JsonValue Map<String, String> metadata) {
    static MetadataAnswer of(Map<String, String> metadata) {
        return new MetadataAnswer(new TreeMap<>(metadata));
    }
}
