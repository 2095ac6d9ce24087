package dev.assay.condition;

/** A condition that cannot be read or cannot be asked of a result; where Argo has a message for it, it is Argo's. */
public final class ConditionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ConditionException(String message) {
        super(message);
    }

    static ConditionException notYet(String what) {
        return new ConditionException(what + " of the expression language is not supported yet");
    }
}
