package dev.assay.settings;

/** Where the list of plugins is read. */
public enum SourceMode {
    /** The cluster when running in a pod, else the file. */
    AUTO,
    /** The ConfigMap in the cluster. */
    KUBERNETES,
    /** The file, or the embedded default where none is named. */
    FILE
}
