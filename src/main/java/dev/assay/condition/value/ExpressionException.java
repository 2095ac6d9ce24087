package dev.assay.condition.value;

/** The refusal of a condition, with the message that expr-lang has for it. */
public final class ExpressionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The refusal is a value; nobody needs to know which line of the evaluator made it. */
    public ExpressionException(String message) {
        super(message, null, false, false);
    }
}
