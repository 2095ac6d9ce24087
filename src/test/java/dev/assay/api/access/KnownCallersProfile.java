package dev.assay.api.access;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** The service where callers must be known. */
public final class KnownCallersProfile implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("assay.access", "kubernetes", "assay.access.audiences", "assay");
    }
}
