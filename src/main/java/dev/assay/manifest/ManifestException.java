package dev.assay.manifest;

/**
 * A body that cannot be read, or is not shaped as Argo's types are. The message has the form "tried X, but Y; do Z" and
 * names the place: line and column of a text, or the path of a field.
 */
public final class ManifestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ManifestException(String message) {
        super(message);
    }
}
