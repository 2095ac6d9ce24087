package dev.assay.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.assay.testing.FakeTime;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventWriterTest {
    private final FakeTime time = new FakeTime();
    private Duration setBack = Duration.ZERO;
    private int sent;
    private final EventWriter writer = new EventWriter(
            new Cluster(
                    () -> {
                        sent++;
                        throw new IllegalStateException("there is no cluster");
                    },
                    Optional.of("shop")),
            () -> new ObjectReferenceBuilder()
                    .withName("map")
                    .withNamespace("shop")
                    .build(),
            "pod-0",
            () -> time.instant().minus(setBack));

    @Test
    void twenty_five_may_be_written_at_once_and_then_one_in_half_a_minute() {
        assertThat(sentOf(40)).isEqualTo(25);
        time.advance(Duration.ofSeconds(29));
        assertThat(sentOf(5)).isZero();
        time.advance(Duration.ofSeconds(1));
        assertThat(sentOf(5)).isEqualTo(1);
        time.advance(Duration.ofSeconds(75));
        assertThat(sentOf(5)).isEqualTo(2);
        time.advance(Duration.ofSeconds(15));
        assertThat(sentOf(5)).isEqualTo(1);
        time.advance(Duration.ofDays(1));
        assertThat(sentOf(40)).isEqualTo(25);
    }

    @Test
    void a_clock_that_is_set_back_stops_no_events() {
        assertThat(sentOf(40)).isEqualTo(25);
        setBack = Duration.ofDays(1);
        assertThat(sentOf(5)).isZero();
        time.advance(Duration.ofSeconds(31));
        assertThat(sentOf(5)).isEqualTo(1);
    }

    private int sentOf(int texts) {
        int before = sent;
        for (int i = 0; i < texts; i++) {
            Throwable unused = catchThrowable(
                    () -> writer.write(new EventText(EventText.Type.NORMAL, "Tested", "at " + time.instant())));
        }
        return sent - before;
    }
}
