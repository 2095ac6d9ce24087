package dev.assay.cluster;

/**
 * One request to the cluster's API server, as RBAC names it.
 *
 * @param verb for instance {@code get}
 * @param resource for instance {@code configmaps}
 * @param namespace empty where the resource belongs to none
 * @param name empty where the request is about no object in particular
 */
public record ClusterCall(String verb, String resource, String namespace, String name) {
    /** For instance {@code get configmaps/argo-rollouts-config in the namespace argo-rollouts}. */
    @Override
    public String toString() {
        return verb + " " + resource + (name.isEmpty() ? "" : "/" + name) + place();
    }

    /** {@code " in the namespace argo-rollouts"}; empty where the resource belongs to none. */
    String place() {
        return namespace.isEmpty() ? "" : " in the namespace " + namespace;
    }
}
