package dev.assay.condition;

import org.jspecify.annotations.Nullable;

/**
 * A word of a condition.
 *
 * @param text as it was written, or an operator
 * @param value of a literal
 */
record ConditionToken(Kind kind, String text, @Nullable Object value) {
    enum Kind {
        NAME,
        LITERAL,
        OPERATOR
    }

    boolean is(String operator) {
        return kind == Kind.OPERATOR && text.equals(operator);
    }

    boolean isName(String name) {
        return kind == Kind.NAME && text.equals(name);
    }
}
