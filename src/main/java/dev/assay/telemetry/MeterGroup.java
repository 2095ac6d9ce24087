package dev.assay.telemetry;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Meters that are registered one by one, and removed together. Thread-safe. */
final class MeterGroup {
    private final MeterRegistry registry;
    private final Set<Meter> meters = new LinkedHashSet<>();
    private boolean removed;

    MeterGroup(MeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * Registers a meter, or gives the one that is registered.
     *
     * @return empty once the group was removed: another group may have meters of the same names by then
     */
    synchronized <M extends Meter> Optional<M> add(Function<MeterRegistry, M> register) {
        if (removed) {
            return Optional.empty();
        }
        M meter = register.apply(registry);
        meters.add(meter);
        return Optional.of(meter);
    }

    /** Removes all meters of the group; it takes none after that. */
    synchronized void remove() {
        removed = true;
        meters.forEach(registry::remove);
        meters.clear();
    }
}
