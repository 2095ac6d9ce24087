package dev.assay.wire.netrpc;

/** Hears of fields of a manifest that Argo's types do not have, so that they cannot travel. Called on any thread. */
@FunctionalInterface
interface UnknownFields {
    /**
     * Such a field was left out; called each time.
     *
     * @param type of the object in which it stands, for instance {@code v1alpha1.Metric}
     * @param field its key, of any length
     */
    void leftOut(String type, String field);
}
