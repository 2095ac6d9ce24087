package dev.assay.telemetry;

import dev.assay.host.facts.EndedCall;
import dev.assay.metric.MeasuredNumber;
import dev.assay.text.ForeignText;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The values that were measured last, by plugin and metric, as gauges. Callers choose the names of metrics, so their number
 * is bounded: the one that had no new value for the longest time gives way. Thread-safe.
 */
final class MeasuredValues {
    /** More than the dashboards of a team have, and little beside the other series. */
    static final int MOST = 1000;

    private static final int LONGEST_NAME = 100;

    private final MeterRegistry registry;
    private final boolean on;

    /** The plugins that are there. Guarded by this object, as are the values. */
    private final Set<String> plugins = new HashSet<>();

    /** The one with the oldest value first. */
    private final Map<Key, Value> values = new LinkedHashMap<>(16, 0.75f, true);

    private record Key(String plugin, String metric) {}

    private record Value(Gauge gauge, AtomicReference<Double> latest) {}

    /** @param on whether there are any such gauges */
    MeasuredValues(MeterRegistry registry, boolean on) {
        this.registry = registry;
        this.on = on;
    }

    /** Keeps values of this plugin from now on. */
    synchronized void add(String plugin) {
        plugins.add(plugin);
    }

    /** Keeps the value of a call that measured a number. Does nothing for a plugin that was removed meanwhile. */
    void keep(String plugin, EndedCall call) {
        if (!on || call.measurement().isEmpty()) {
            return;
        }
        MeasuredNumber.of(call.measurement().get().value())
                .ifPresent(value -> keep(
                        new Key(
                                plugin,
                                ForeignText.shortened(call.subject().metric().name(), LONGEST_NAME)),
                        value));
    }

    private synchronized void keep(Key key, double value) {
        if (!plugins.contains(key.plugin)) {
            return;
        }
        values.computeIfAbsent(key, this::register).latest.set(value);
        if (values.size() > MOST) {
            Iterator<Value> oldest = values.values().iterator();
            registry.remove(oldest.next().gauge);
            oldest.remove();
        }
    }

    private Value register(Key key) {
        AtomicReference<Double> latest = new AtomicReference<>(0.0);
        Gauge gauge = Gauge.builder("assay.measurement.value", latest, AtomicReference::get)
                .description("The number that was measured last")
                .tag(MeterNames.PLUGIN, key.plugin)
                .tag("metric", key.metric)
                .strongReference(true)
                .register(registry);
        return new Value(gauge, latest);
    }

    /** Removes the values of a plugin, and keeps none that come late. */
    synchronized void remove(String plugin) {
        plugins.remove(plugin);
        values.entrySet().removeIf(entry -> {
            boolean gone = entry.getKey().plugin.equals(plugin);
            if (gone) {
                registry.remove(entry.getValue().gauge);
            }
            return gone;
        });
    }
}
