package dev.assay.api.plugin;

import dev.assay.api.JsonWriter;
import dev.assay.host.PluginHost;
import io.smallrye.mutiny.Multi;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;

/** The numbers of all plugins every two seconds, written once for all who watch; not at all while nobody does. */
@Singleton
final class StatisticsFeed {
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private final Multi<String> shared;

    StatisticsFeed(PluginHost host, JsonWriter json) {
        InstantSource clock = InstantSource.system();
        this.shared = Multi.createFrom()
                .ticks()
                .startingAfter(INTERVAL)
                .every(INTERVAL)
                .onOverflow()
                .drop()
                .map(tick -> json.write(StatisticsAnswer.of(clock.instant(), host.statistics())))
                .broadcast()
                .withCancellationAfterLastSubscriberDeparture()
                .toAllSubscribers();
    }

    /** The numbers as JSON. A subscriber that is slow gets the newest ones. */
    Multi<String> all() {
        return shared.onOverflow().dropPreviousItems();
    }
}
