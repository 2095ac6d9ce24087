package dev.assay.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testing.FakeTime;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BootTest {
    @ParameterizedTest
    @ValueSource(longs = {0, -1, -1_000_000})
    void a_time_that_reading_has_used_up_ends_boot_as_a_time_out(long left) {
        FakeTime time = new FakeTime();
        Boot boot = new Boot(List::of, time);
        UniAssertSubscriber<Void> subscriber = boot.run(Duration.ofNanos(left), Duration.ofMinutes(5))
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());
        time.advance(Duration.ofMillis(1));
        assertThat(subscriber.assertFailed().getFailure()).isInstanceOf(BootException.class);
    }
}
