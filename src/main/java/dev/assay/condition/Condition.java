package dev.assay.condition;

import org.jspecify.annotations.Nullable;

/**
 * A {@code successCondition} or {@code failureCondition} of a metric: an expression over {@code result}. It is parsed
 * once and evaluated many times. Immutable, from any thread.
 *
 * <p>Argo's language is expr-lang. Assay has this part of it: {@code result}, {@code true}, {@code false}, {@code nil},
 * numbers and strings; {@code == != < <= > >=}, {@code + - * /}, {@code and or not && || !}; {@code result[0]},
 * {@code result.name}, {@code result["name"]}; {@code asInt}, {@code asFloat}, {@code isNaN}, {@code isInf},
 * {@code isNil}, {@code default}, {@code len}. Every other part is refused by its name.
 */
public sealed interface Condition permits JexlCondition {
    /**
     * Parses a condition, for instance {@code result[0] >= 0.95}.
     *
     * @throws ConditionException when the text is not a condition, or uses a part of the language that Assay lacks
     */
    static Condition parse(String condition) {
        return new JexlCondition(condition);
    }

    /**
     * Whether the condition holds for a result.
     *
     * @param result what was measured: a {@link Number}, String, Boolean, List, Map with String keys, or null
     * @throws ConditionException when the condition cannot be evaluated for this result
     */
    boolean evaluate(@Nullable Object result);
}
