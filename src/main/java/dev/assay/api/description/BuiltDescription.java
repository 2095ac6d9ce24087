package dev.assay.api.description;

import io.quarkus.smallrye.openapi.runtime.OpenApiConstants;
import io.smallrye.openapi.runtime.io.Format;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Answers for the description of the interface with what the build wrote down. By itself Quarkus reads that at each start and
 * writes it anew in both formats, a tenth of the work of a start. Nothing in Assay's description depends on where it runs.
 */
@AsBuilt
@Interceptor
@Priority(Interceptor.Priority.APPLICATION)
final class BuiltDescription {
    @AroundInvoke
    @Nullable
    Object around(InvocationContext call) throws Exception {
        return switch (call.getMethod().getName()) {
            case "prepareDocument" -> null;
            case "getDocument" -> read((Format) call.getParameters()[1]);
            default -> call.proceed();
        };
    }

    private static byte[] read(Format format) throws IOException {
        String name = OpenApiConstants.BASE_NAME + "." + format;
        try (InputStream text = BuiltDescription.class.getClassLoader().getResourceAsStream(name)) {
            if (text == null) {
                throw new FileNotFoundException(name);
            }
            return text.readAllBytes();
        }
    }
}
