package dev.assay.condition;

/**
 * A condition that cannot be parsed, or cannot be evaluated for a result. The message is Argo's own wherever Argo has one.
 */
public final class ConditionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message the reason, without the condition itself */
    public ConditionException(String message) {
        super(message);
    }
}
