package dev.assay.condition;

import dev.assay.plugin.Conditions;
import org.jspecify.annotations.Nullable;

/**
 * A {@code successCondition} or {@code failureCondition}: a question about a result. Immutable, from any thread.
 *
 * @see Conditions#parse
 */
@FunctionalInterface
public interface Condition {
    /**
     * @param result what was measured: a {@link Number}, String, Boolean, List, Map with String keys, or null
     * @throws ConditionException when the condition cannot be asked of this result
     */
    boolean evaluate(@Nullable Object result);
}
