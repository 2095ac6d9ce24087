package dev.assay.metric;

/** An error that a metric provider itself reported; the message is the provider's own. */
public final class ProviderException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ProviderException(String message) {
        super(message);
    }
}
