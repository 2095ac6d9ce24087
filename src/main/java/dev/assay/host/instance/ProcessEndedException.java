package dev.assay.host.instance;

/** The end of a process that had shaken hands. */
final class ProcessEndedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ProcessEndedException(String reason) {
        super(reason);
    }
}
