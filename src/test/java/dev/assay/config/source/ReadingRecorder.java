package dev.assay.config.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.config.ConfigReading;
import dev.assay.config.PluginSource;
import dev.assay.config.PluginSpec;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** Records the readings of a source. */
final class ReadingRecorder implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final AssertSubscriber<ConfigReading> subscriber;

    private ReadingRecorder(AssertSubscriber<ConfigReading> subscriber) {
        this.subscriber = subscriber;
    }

    static ReadingRecorder of(PluginSource source) {
        return new ReadingRecorder(
                source.changes().subscribe().withSubscriber(AssertSubscriber.create(Long.MAX_VALUE)));
    }

    /** All readings: the names of the plugins of each list, or the message of the refusal. */
    List<String> all() {
        return subscriber.getItems().stream().map(ReadingRecorder::shown).toList();
    }

    /** Waits until exactly so many items are there, and gives the last. */
    String await(int count) {
        Awaitility.await().atMost(LIMIT).pollInterval(Duration.ofMillis(50)).until(() -> all().size() >= count);
        assertThat(all()).hasSize(count);
        return all().get(count - 1);
    }

    /** Waits until this is the last item, whatever came before. */
    void awaitLast(String item) {
        Awaitility.await().atMost(LIMIT).pollInterval(Duration.ofMillis(50)).until(() -> all().get(all().size() - 1)
                .equals(item));
    }

    @Override
    public void close() {
        subscriber.cancel();
    }

    static String shown(ConfigReading reading) {
        return reading instanceof ConfigReading.Read read
                ? read.list().plugins().stream().map(PluginSpec::name).toList().toString()
                : String.valueOf(((ConfigReading.Refused) reading).why().getMessage());
    }
}
