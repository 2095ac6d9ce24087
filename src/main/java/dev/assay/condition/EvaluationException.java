package dev.assay.condition;

/**
 * A fault during the evaluation of a condition. JEXL passes an {@link ArithmeticException} on with its message, so this
 * is one.
 */
final class EvaluationException extends ArithmeticException {
    private static final long serialVersionUID = 1L;

    EvaluationException(String message) {
        super(message);
    }
}
