package dev.assay.settings;

/** Who is asked about callers. */
public enum AccessMode {
    /** The API server in a pod, else nobody. */
    AUTO,
    /** The API server of the cluster. */
    KUBERNETES,
    /** Nobody: everyone may do everything. */
    OPEN
}
