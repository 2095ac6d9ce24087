package dev.assay.cluster;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One ConfigMap of the cluster. Safe for many threads. */
public final class ClusterConfigMap {
    private final Cluster cluster;
    private final String name;
    private final AtomicReference<@Nullable ObjectMeta> lastRead = new AtomicReference<>();

    /**
     * The content of a ConfigMap.
     *
     * @param binaryKeys the keys under {@code binaryData}, where kubectl puts a file that is not UTF-8 text
     */
    public record Content(Map<String, String> data, Set<String> binaryKeys) {
        public Content {
            data = Map.copyOf(data);
            binaryKeys = Set.copyOf(binaryKeys);
        }
    }

    /** The ConfigMap is in {@link Cluster#namespace()}. */
    public ClusterConfigMap(Cluster cluster, String name) {
        this.cluster = cluster;
        this.name = name;
    }

    /** The words of a person, for instance {@code ConfigMap argo-rollouts-config in the namespace argo-rollouts}. */
    public String description() {
        return "ConfigMap " + name + " in the namespace " + cluster.namespace();
    }

    /** Asks the API server and blocks. Throws {@link ClusterException}, of the kind {@code GONE} where there is none. */
    public Content read() {
        ClusterCall call = call("get");
        ConfigMap map = cluster.ask(call, client -> client.configMaps()
                .inNamespace(call.namespace())
                .withName(name)
                .get());
        if (map == null) {
            throw ClusterException.gone(call, null);
        }
        lastRead.set(map.getMetadata());
        return new Content(
                map.getData() == null ? Map.of() : map.getData(),
                map.getBinaryData() == null ? Set.of() : map.getBinaryData().keySet());
    }

    /** Opens a watch and blocks meanwhile. Throws {@link ClusterException}. */
    Watch watch(Watcher<ConfigMap> listener) {
        ClusterCall call = call("watch");
        return cluster.ask(call, client -> client.configMaps()
                .inNamespace(call.namespace())
                .withName(name)
                .watch(listener));
    }

    /** The reference by which Events are about the ConfigMap; without a uid as long as it was never read. */
    ObjectReference reference() {
        ObjectReferenceBuilder reference = new ObjectReferenceBuilder()
                .withApiVersion("v1")
                .withKind("ConfigMap")
                .withNamespace(cluster.namespace())
                .withName(name);
        ObjectMeta metadata = lastRead.get();
        return metadata == null
                ? reference.build()
                : reference
                        .withUid(metadata.getUid())
                        .withResourceVersion(metadata.getResourceVersion())
                        .build();
    }

    private ClusterCall call(String verb) {
        return new ClusterCall(verb, "configmaps", cluster.namespace(), name);
    }
}
