package dev.assay.testing.kubelet;

/** A pod names something that is not there yet; the kubelet asks again. */
final class MissingReferenceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MissingReferenceException(String what) {
        super("there is no " + what);
    }
}
