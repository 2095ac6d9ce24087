package dev.assay.analysis;

import dev.assay.metric.SecretReference;
import io.smallrye.mutiny.Uni;

/** Entries of Secrets, as they are at the moment of asking. Safe for many threads, and none is blocked. */
@FunctionalInterface
public interface SecretValues {
    /**
     * Fails with {@link AnalysisException}, whose message has no value in it: where there is no such Secret or no such key,
     * Argo's own ({@code secrets "x" not found}, {@code key 'y' does not exist in secret 'x'}).
     */
    Uni<String> value(String namespace, SecretReference reference);
}
