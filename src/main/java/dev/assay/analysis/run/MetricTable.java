package dev.assay.analysis.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The metrics of a status by their names, in their order: {@code GetResult} and {@code SetResult} of Argo. For one thread. */
final class MetricTable {
    private final Map<String, MetricStatus> metrics = new LinkedHashMap<>();

    MetricTable(List<MetricStatus> metrics) {
        metrics.forEach(metric -> this.metrics.putIfAbsent(metric.name(), metric));
    }

    Optional<MetricStatus> find(String name) {
        return Optional.ofNullable(metrics.get(name));
    }

    /** Puts it in its place, or at the end. */
    void put(MetricStatus metric) {
        metrics.put(metric.name(), metric);
    }

    List<MetricStatus> all() {
        return List.copyOf(metrics.values());
    }
}
