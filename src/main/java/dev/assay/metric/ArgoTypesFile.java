package dev.assay.metric;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/**
 * The description of Argo's Go types, made from Argo's own source: their fields, by Go's names and those in JSON, and the
 * types of these. {@code src/test/go/cmd/types} makes it.
 */
public final class ArgoTypesFile {
    private static final String RESOURCE = "argo-types.json";

    private ArgoTypesFile() {}

    /** The whole file, JSON in UTF-8; read anew each time. */
    public static byte[] read() {
        try (InputStream json = Objects.requireNonNull(ArgoTypesFile.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return json.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("tried to read the resource " + RESOURCE + ", but " + e.getMessage(), e);
        }
    }
}
