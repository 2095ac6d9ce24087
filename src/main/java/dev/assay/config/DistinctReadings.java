package dev.assay.config;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Hands on what differs from what was handed on last. Not safe for several threads. */
final class DistinctReadings {
    private final Consumer<? super ConfigReading> sink;
    private @Nullable Object last;

    DistinctReadings(Consumer<? super ConfigReading> sink) {
        this.sink = sink;
    }

    void read(PluginList list) {
        offer(list, new ConfigReading.Read(list));
    }

    void refused(ConfigException why) {
        offer(why.faults(), new ConfigReading.Refused(why));
    }

    /** @param same equal to that of another refusal which is the same news in other words */
    void refused(ConfigException why, Object same) {
        offer(same, new ConfigReading.Refused(why));
    }

    private void offer(Object news, ConfigReading reading) {
        if (!news.equals(last)) {
            last = news;
            sink.accept(reading);
        }
    }
}
