package dev.assay.config;

import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.Optional;

/** Reads Secrets as they are at the moment of asking. Safe for many threads, and none is blocked. */
@FunctionalInterface
public interface Secrets {
    /**
     * The decoded entries of the Secret, in the namespace of the configuration. Fails with {@link SecretException}, whose
     * message has no value in it.
     */
    Uni<Map<String, String>> read(String name);

    /**
     * One decoded entry of the Secret; empty where it has no such key. Other entries may be any bytes. Fails as
     * {@link #read} does.
     */
    default Uni<Optional<String>> value(String name, String key) {
        return read(name).map(entries -> Optional.ofNullable(entries.get(key)));
    }
}
