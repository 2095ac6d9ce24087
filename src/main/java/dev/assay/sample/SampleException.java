package dev.assay.sample;

/** The reason why no measurement could be taken. Its message becomes the measurement's message. */
final class SampleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SampleException(String message) {
        super(message);
    }
}
