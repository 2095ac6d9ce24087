package dev.assay.config.source;

import dev.assay.cluster.Cluster;
import dev.assay.cluster.ClusterConfigMap;
import dev.assay.cluster.ClusterFixture;
import dev.assay.config.Platform;
import dev.assay.config.PluginSource;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;

/** Sources over the ConfigMap of a {@link ClusterFixture}. */
final class ConfigMapSources {
    private ConfigMapSources() {}

    static PluginSource of(ClusterFixture here, KubernetesClient client) {
        return of(here, client, here.timer);
    }

    static PluginSource of(ClusterFixture here, KubernetesClient client, ScheduledExecutorService timer) {
        Cluster cluster = new Cluster(() -> client, Optional.of(here.namespace));
        ClusterConfigMap map = new ClusterConfigMap(cluster, ClusterFixture.NAME);
        return new ConfigMapPluginSource(map, 10_000, new Platform("linux", "amd64"), here.worker, timer);
    }
}
