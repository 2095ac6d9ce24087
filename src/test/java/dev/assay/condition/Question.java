package dev.assay.condition;

import dev.assay.condition.value.ExpressionException;

/**
 * An expression, and the result that it is asked about.
 *
 * @param result as {@link TypedResult} reads it
 */
record Question(String expression, String result) {
    /**
     * The result of an expression.
     *
     * @param value with its types; empty where it was refused
     * @param refusal the message; empty where there is a value
     */
    record Answer(String value, String refusal) {
        boolean isRefused() {
            return value.isEmpty();
        }
    }

    /** The answer of Assay. */
    Answer ask() {
        try {
            return new Answer(Described.value(Condition.read(expression).value(TypedResult.parse(result))), "");
        } catch (ConditionException | ExpressionException e) {
            return new Answer("", String.valueOf(e.getMessage()));
        }
    }
}
