package dev.assay.config;

import dev.assay.cluster.Cluster;
import dev.assay.cluster.ClusterCall;
import dev.assay.cluster.ClusterException;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/** The ConfigMap in the cluster. */
public final class KubernetesPluginSource implements PluginSource {
    private final Cluster cluster;
    private final String name;
    private final long maxSize;
    private final Platform platform;
    private final ConfigMapReference last;
    private final Executor worker;
    private final ScheduledExecutorService timer;

    /**
     * @param maxSize bytes
     * @param last is told of each ConfigMap that is read
     * @param worker asks the API server; may be blocked by it
     */
    public KubernetesPluginSource(
            Cluster cluster,
            String name,
            long maxSize,
            Platform platform,
            ConfigMapReference last,
            Executor worker,
            ScheduledExecutorService timer) {
        this.cluster = cluster;
        this.name = name;
        this.maxSize = maxSize;
        this.platform = platform;
        this.last = last;
        this.worker = worker;
        this.timer = timer;
    }

    @Override
    public String description() {
        return "ConfigMap " + name + " in the namespace " + cluster.namespace();
    }

    @Override
    public Uni<PluginList> load() {
        return Uni.createFrom().item(this::readOnce).runSubscriptionOn(worker);
    }

    @Override
    public Multi<ConfigReading> changes() {
        return Multi.createFrom()
                .emitter(
                        emitter -> {
                            ConfigMapWatch watch =
                                    new ConfigMapWatch(cluster, name, this::read, emitter::emit, worker, timer);
                            emitter.onTermination(watch::close);
                            watch.start();
                        },
                        BackPressureStrategy.LATEST);
    }

    private PluginList readOnce() {
        try {
            return read();
        } catch (ClusterException e) {
            throw ConfigMapWatch.refusal(description(), e);
        }
    }

    /** Throws {@link ClusterException}, or {@link ConfigException} for faults of what stands there. */
    private PluginList read() {
        ClusterCall call = new ClusterCall("get", "configmaps", cluster.namespace(), name);
        ConfigMap map = cluster.ask(call, client -> client.configMaps()
                .inNamespace(call.namespace())
                .withName(name)
                .get());
        if (map == null) {
            throw ClusterException.gone(call, null);
        }
        last.set(map);
        Map<String, String> data = map.getData() == null ? Map.of() : map.getData();
        checkSize(data);
        checkBinary(map);
        checkFilled(data);
        return ConfigMapData.read(description(), data, platform);
    }

    private void checkSize(Map<String, String> data) {
        for (String key : ConfigMapData.KEYS) {
            int size = data.getOrDefault(key, "").getBytes(StandardCharsets.UTF_8).length;
            if (size > maxSize) {
                throw fault(
                        key, "it is larger than " + maxSize + " bytes", "shorten it, or raise assay.config.max-size");
            }
        }
    }

    /** Where kubectl puts the content of a file that is not UTF-8 text. */
    private void checkBinary(ConfigMap map) {
        Map<String, String> binary = map.getBinaryData() == null ? Map.of() : map.getBinaryData();
        Map<String, String> data = map.getData() == null ? new HashMap<>() : map.getData();
        if (ConfigMapData.KEYS.stream().noneMatch(data::containsKey)) {
            ConfigMapData.KEYS.stream().filter(binary::containsKey).findFirst().ifPresent(key -> {
                throw fault(
                        key,
                        "it stands under binaryData, where what is not UTF-8 text is put",
                        "save the list as UTF-8 and put it under data");
            });
        }
    }

    /** As Argo Rollouts' own {@code install.yaml} brings it: somebody is about to fill it in. */
    private void checkFilled(Map<String, String> data) {
        if (data.isEmpty()) {
            ConfigFault fault = new ConfigFault(
                    "ConfigMap",
                    "data",
                    "is empty",
                    "add " + ConfigMapData.KEY + ": |- with the list of plugins, or [] where there are to be none");
            throw new ConfigException(description(), List.of(fault), false);
        }
    }

    private ConfigException fault(String key, String problem, String remedy) {
        return new ConfigException(description(), List.of(new ConfigFault(key, "", problem, remedy)));
    }
}
