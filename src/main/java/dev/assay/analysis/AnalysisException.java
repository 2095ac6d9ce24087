package dev.assay.analysis;

/** A refusal that Argo itself would give; the message is Argo's own, to the byte. */
public final class AnalysisException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public AnalysisException(String message) {
        super(message);
    }
}
