package dev.assay.wire.netrpc;

/** A received value whose type is not that of its place. The message says which type came instead. */
public final class UnexpectedValue extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnexpectedValue(String message) {
        super(message, null, false, false);
    }

    /** This fault, as it is told of the struct that has the value in this field. */
    UnexpectedValue in(String field) {
        return new UnexpectedValue("in " + field + ", " + getMessage());
    }
}
