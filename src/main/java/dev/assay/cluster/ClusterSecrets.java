package dev.assay.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Entries of Secrets in any namespace of the cluster, as they are at the moment of asking; no Secret is kept. Which
 * namespaces may be asked for is the caller's business. Safe for many threads, and none is blocked.
 */
public final class ClusterSecrets {
    private final KubernetesSecrets secrets;
    private final Executor worker;

    /**
     * @param client of the cluster, always the same one; asked for only when there is something to read
     * @param worker where the cluster is asked; may be blocked by it, so no event loop
     */
    public ClusterSecrets(Supplier<? extends KubernetesClient> client, Executor worker) {
        this.secrets = new KubernetesSecrets(new Cluster(client, Optional.empty()), worker);
        this.worker = worker;
    }

    /**
     * One entry. Fails with {@link SecretException}, whose message is Argo's where there is no such Secret or key
     * ({@code resolveArgs} in {@code analysis/analysis.go} of argo-rollouts) and has no value in it.
     */
    public Uni<String> value(String namespace, String name, String key) {
        return Uni.createFrom().item(() -> read(namespace, name, key)).runSubscriptionOn(worker);
    }

    private String read(String namespace, String name, String key) {
        try {
            return secrets.readEntry(namespace, name, key)
                    .orElseThrow(() -> new SecretException(
                            false, "key '" + key + "' does not exist in secret '" + name + "'", null));
        } catch (SecretException e) {
            boolean gone =
                    e.getCause() instanceof ClusterException cluster && cluster.kind() == ClusterException.Kind.GONE;
            throw gone ? new SecretException(false, "secrets \"" + name + "\" not found", e) : e;
        }
    }
}
