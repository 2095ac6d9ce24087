package dev.assay.host;

/** The process of a plugin that was Ready or nearly so is gone. */
final class ProcessEndedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ProcessEndedException(String reason) {
        super(reason);
    }
}
