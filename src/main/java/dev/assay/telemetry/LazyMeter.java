package dev.assay.telemetry;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A meter that is registered when it begins or is used first, so that what never happens makes no series. Thread-safe. */
final class LazyMeter<M extends Meter> {
    private final MeterGroup group;
    private final Function<MeterRegistry, M> register;
    private volatile @Nullable M meter;

    LazyMeter(MeterGroup group, Function<MeterRegistry, M> register) {
        this.group = group;
        this.register = register;
    }

    /** Registers the meter before its first event, so that Prometheus sees this event as an increase. */
    void begin() {
        use(meter -> {});
    }

    /** Does nothing once the group was removed and the meter had not been used before. */
    void use(Consumer<M> action) {
        M known = meter;
        if (known == null) {
            known = group.add(register).orElse(null);
            meter = known;
        }
        if (known != null) {
            action.accept(known);
        }
    }
}
