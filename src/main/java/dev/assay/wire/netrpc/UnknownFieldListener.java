package dev.assay.wire.netrpc;

/** A listener for fields of a manifest that Argo's types do not have, so that they cannot be sent. Called on any thread. */
@FunctionalInterface
interface UnknownFieldListener {
    /**
     * A field was left out. Called each time.
     *
     * @param type the type of the object in which it stands, for instance {@code v1alpha1.Metric}
     * @param field its key, of any length
     */
    void leftOut(String type, String field);
}
