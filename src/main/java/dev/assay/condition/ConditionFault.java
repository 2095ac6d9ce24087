package dev.assay.condition;

/** What goes wrong while a condition is evaluated; of the kind that the engine hands on as it is. */
final class ConditionFault extends ArithmeticException {
    private static final long serialVersionUID = 1L;

    ConditionFault(String message) {
        super(message);
    }
}
