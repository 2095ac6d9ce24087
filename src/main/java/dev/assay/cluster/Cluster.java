package dev.assay.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.RequestConfig;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The API server of the cluster. A request blocks until the answer is there, so no event loop may make one. A request is
 * made once; the caller decides when to make it again.
 */
public final class Cluster {
    /** For one request, the connection included; a list of a few plugins is small. */
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** Set in every container of a pod. A kubeconfig alone does not mean that this is a pod. */
    private static final String IN_A_POD = "KUBERNETES_SERVICE_HOST";

    private static final Logger LOG = Logger.getLogger(Cluster.class);

    private final Supplier<? extends KubernetesClient> client;
    private final Optional<String> namespace;

    /**
     * @param client called at the first request; gives the same client each time
     * @param namespace the namespace that the settings name
     */
    public Cluster(Supplier<? extends KubernetesClient> client, Optional<String> namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /** Whether a process with this environment runs in a pod. */
    public static boolean isAround(Map<String, String> environment) {
        return environment.containsKey(IN_A_POD);
    }

    /** The namespace that the settings name, else that of the pod or of the kubeconfig's context. Makes no request. */
    public String namespace() {
        return namespace.orElseGet(this::ownNamespace);
    }

    /** The address of the API server; empty where it is not known. Makes no request. */
    public String server() {
        try {
            return client.get().getMasterUrl().toString();
        } catch (RuntimeException e) {
            LOG.debug("The address of the API server is not known", e);
            return "";
        }
    }

    /** Makes one request and blocks. Throws {@link ClusterException}, and nothing else. */
    public <T> T ask(ClusterCall call, Function<NamespacedKubernetesClient, T> request) {
        KubernetesClient made;
        try {
            made = client.get();
        } catch (RuntimeException e) {
            throw ClusterException.noClient(call, e);
        }
        try {
            return made.adapt(NamespacedKubernetesClient.class)
                    .withRequestConfig(once())
                    .call(request::apply);
        } catch (KubernetesClientException e) {
            throw ClusterException.of(call, made.getMasterUrl().toString(), e);
        } catch (RuntimeException e) {
            throw ClusterException.of(call, made.getMasterUrl().toString(), new KubernetesClientException("", e));
        }
    }

    /** The fault of a client that cannot be made is reported by the first request. */
    private String ownNamespace() {
        @Nullable String own = null;
        try {
            own = client.get().getNamespace();
        } catch (RuntimeException e) {
            LOG.debug("The own namespace is not known", e);
        }
        return own == null ? "default" : own;
    }

    private static RequestConfig once() {
        return new RequestConfigBuilder()
                .withRequestTimeout(Math.toIntExact(TIMEOUT.toMillis()))
                .withRequestRetryBackoffLimit(0)
                .withWatchReconnectLimit(0)
                .build();
    }
}
