package dev.assay.api.description;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentService;
import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.ClassConfig;
import jakarta.enterprise.inject.build.compatible.spi.Enhancement;

/**
 * Has {@link BuiltDescription} stand before Quarkus' service of the description. It is called when Assay is built. In dev mode and
 * in tests, which load Quarkus and Assay apart, the service is as Quarkus has it.
 */
public final class MarkDescription implements BuildCompatibleExtension {
    /** Marks the service. */
    @Enhancement(types = OpenApiDocumentService.class)
    public void mark(ClassConfig service) {
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            service.addAnnotation(AsBuilt.class);
        }
    }
}
