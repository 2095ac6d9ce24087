package dev.assay.condition.syntax;

import dev.assay.text.GoQuote;
import java.util.Locale;

/**
 * A word of a condition.
 *
 * @param value what it says; for a text, the text that it means
 */
record Token(Kind kind, String value, Position at) {
    enum Kind {
        IDENTIFIER,
        NUMBER,
        STRING,
        BYTES,
        OPERATOR,
        BRACKET,
        EOF;

        String text() {
            return this == EOF ? name() : name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
        }
    }

    boolean is(Kind kind, String value) {
        return this.kind == kind && this.value.equals(value);
    }

    boolean isOperator(String value) {
        return is(Kind.OPERATOR, value);
    }

    boolean isBracket(String value) {
        return is(Kind.BRACKET, value);
    }

    /** The token in the form of expr-lang's messages, for instance {@code Operator("=")}. */
    @Override
    public String toString() {
        return value.isEmpty() ? kind.text() : kind.text() + "(" + GoQuote.quote(value) + ")";
    }
}
