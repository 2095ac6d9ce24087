package dev.assay.sample;

/** Why no measurement could be taken; the message becomes the measurement's. */
final class SampleException extends Exception {
    private static final long serialVersionUID = 1L;

    SampleException(String message) {
        super(message);
    }
}
