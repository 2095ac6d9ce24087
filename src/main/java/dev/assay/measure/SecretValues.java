package dev.assay.measure;

import dev.assay.analysis.AnalysisException;
import dev.assay.metric.SecretReference;
import io.smallrye.mutiny.Uni;

/** Reads entries of Secrets, each time anew. Safe for many threads, and blocks none. */
@FunctionalInterface
public interface SecretValues {
    /**
     * The value of one entry. Fails with {@link AnalysisException}, whose message holds no value. Where the Secret or the
     * key does not exist, it is Argo's: {@code secrets "x" not found}, {@code key 'y' does not exist in secret 'x'}.
     */
    Uni<String> value(String namespace, SecretReference reference);
}
