package dev.assay.config.source;

import dev.assay.cluster.ClusterConfigMap;
import dev.assay.cluster.ClusterException;
import dev.assay.cluster.ConfigMapWatch;
import dev.assay.config.ConfigException;
import dev.assay.config.ConfigFault;
import dev.assay.config.ConfigReading;
import dev.assay.config.Platform;
import dev.assay.config.PluginList;
import dev.assay.config.PluginSource;
import dev.assay.config.entry.ConfigMapData;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/** The plugins of a ConfigMap in the cluster. */
final class ConfigMapPluginSource implements PluginSource {
    private final ClusterConfigMap map;
    private final long maxSize;
    private final Platform platform;
    private final Executor worker;
    private final ScheduledExecutorService timer;

    /**
     * @param maxSize bytes
     * @param platform the meaning of placeholders in locations
     * @param worker asks the API server; may be blocked by it
     * @param timer runs short tasks only
     */
    ConfigMapPluginSource(
            ClusterConfigMap map, long maxSize, Platform platform, Executor worker, ScheduledExecutorService timer) {
        this.map = map;
        this.maxSize = maxSize;
        this.platform = platform;
        this.worker = worker;
        this.timer = timer;
    }

    @Override
    public String description() {
        return map.description();
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
                            Listener listener = new Listener(new DistinctReadings(emitter::emit));
                            ConfigMapWatch watch = new ConfigMapWatch(map, listener, worker, timer);
                            emitter.onTermination(watch::close);
                            watch.start();
                        },
                        BackPressureStrategy.LATEST);
    }

    private PluginList readOnce() {
        try {
            return parse(map.read());
        } catch (ClusterException e) {
            throw unreadable(e);
        }
    }

    /** A fault of the cluster as one of the configuration; trying again may help. */
    private ConfigException unreadable(ClusterException e) {
        ConfigFault fault = new ConfigFault("ConfigMap", "", e.problem(), e.remedy());
        return new ConfigException(description(), List.of(fault), false);
    }

    private PluginList parse(ClusterConfigMap.Content content) {
        checkSize(content.data());
        checkBinary(content);
        checkFilled(content.data());
        return ConfigMapData.read(description(), content.data(), platform);
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

    private void checkBinary(ClusterConfigMap.Content content) {
        if (ConfigMapData.KEYS.stream().noneMatch(content.data()::containsKey)) {
            ConfigMapData.KEYS.stream()
                    .filter(content.binaryKeys()::contains)
                    .findFirst()
                    .ifPresent(key -> {
                        throw fault(
                                key,
                                "it stands under binaryData, where what is not UTF-8 text is put",
                                "save the list as UTF-8 and put it under data");
                    });
        }
    }

    /** Argo Rollouts' own {@code install.yaml} brings an empty ConfigMap, which somebody is about to fill in. */
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

    /** Turns the answers of the cluster into readings. */
    private final class Listener implements ConfigMapWatch.Listener {
        private final DistinctReadings readings;

        Listener(DistinctReadings readings) {
            this.readings = readings;
        }

        @Override
        public void read(ClusterConfigMap.Content content) {
            PluginList list;
            try {
                list = parse(content);
            } catch (ConfigException e) {
                readings.refused(e);
                return;
            }
            readings.read(list);
        }

        @Override
        public void failed(ClusterException reason) {
            readings.refused(unreadable(reason), reason.kind());
        }
    }
}
