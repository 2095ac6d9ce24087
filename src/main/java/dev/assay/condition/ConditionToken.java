package dev.assay.condition;

import org.jspecify.annotations.Nullable;

/**
 * A name, literal or operator of a condition.
 *
 * @param text the token as it was written
 * @param value the value of a literal; null for the other kinds
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
