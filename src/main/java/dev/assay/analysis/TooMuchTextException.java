package dev.assay.analysis;

/** The metrics of a run would be larger than allowed once their arguments are filled in. */
public final class TooMuchTextException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooMuchTextException(int limit) {
        super("tried to fill in the arguments, but the metrics then have more than " + limit
                + " characters; use shorter arguments, or divide the run");
    }
}
