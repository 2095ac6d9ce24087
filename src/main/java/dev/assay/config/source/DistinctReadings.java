package dev.assay.config.source;

import dev.assay.config.ConfigException;
import dev.assay.config.ConfigReading;
import dev.assay.config.PluginList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Hands on a reading where it differs from the one before. Not safe for several threads. */
final class DistinctReadings {
    private final Consumer<? super ConfigReading> sink;
    private @Nullable Object last;

    DistinctReadings(Consumer<? super ConfigReading> sink) {
        this.sink = sink;
    }

    void read(PluginList list) {
        offer(List.of(list.plugins(), list.warnings()), new ConfigReading.Read(list));
    }

    void refused(ConfigException reason) {
        refused(reason, reason.faults());
    }

    /** @param identity equal to that of another refusal that says the same in other words */
    void refused(ConfigException reason, Object identity) {
        offer(identity, new ConfigReading.Refused(reason));
    }

    private void offer(Object identity, ConfigReading reading) {
        if (!identity.equals(last)) {
            last = identity;
            sink.accept(reading);
        }
    }
}
