package dev.assay.install.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.pace.BackOff;
import dev.assay.testing.FakeTime;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The small parts of a download, each by itself. */
class DownloadPartsTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "0, PT0S",
                "' 7 ', PT7S",
                "120, PT2M",
                "121, PT2M",
                "99999999999999999999, PT2M",
                "'Tue, 01 Jan 2030 00:00:30 GMT', PT30S",
                "'Tue, 01 Jan 2030 09:00:00 GMT', PT2M",
                "'Mon, 31 Dec 2029 23:59:59 GMT', PT0S",
                "-1, none",
                "1.5, none",
                "soon, none",
                "'', none"
            })
    void a_server_may_ask_for_a_delay_up_to_a_limit(String value, String expected) {
        assertThat(RetryAfter.parse(value, NOW))
                .isEqualTo(Optional.ofNullable(expected).map(Duration::parse));
    }

    @Test
    void delays_are_doubled_up_to_a_limit_and_a_fifth_shorter_or_longer() {
        Duration[] expected = {seconds(1), seconds(2), seconds(4), seconds(8), seconds(16), seconds(30), seconds(30)};
        for (int i = 0; i < 100; i++) {
            BackOff backOff = DownloadJob.backOff(new Random(i));
            for (Duration middle : expected) {
                assertThat(DownloadJob.delay(backOff, Optional.empty()))
                        .isBetween(
                                middle.multipliedBy(8).dividedBy(10),
                                middle.multipliedBy(12).dividedBy(10));
            }
        }
    }

    @Test
    void a_wish_of_the_server_makes_a_delay_longer_and_never_shorter() {
        BackOff backOff = DownloadJob.backOff(new Random(1));
        assertThat(DownloadJob.delay(backOff, Optional.of(seconds(77)))).isEqualTo(seconds(77));
        Duration unused = backOff.nextDelay();
        Duration unused2 = backOff.nextDelay();
        assertThat(DownloadJob.delay(backOff, Optional.of(Duration.ZERO))).isGreaterThan(seconds(6));
    }

    @ParameterizedTest
    @CsvSource({
        "bytes 5-9/10, true",
        "Bytes  5-9/*, true",
        "bytes 5-8/10, false",
        "bytes 4-9/10, false",
        "bytes 9-5/6, false",
        "bytes */10, false",
        "bytes 5-9, false",
        "5-9/10, false",
        "bytes 5-99999999999999999999/10, false",
        "bytes -5-9/10, false"
    })
    void the_rest_is_all_from_a_byte_to_the_end(String value, boolean expected) {
        assertThat(ContentRange.parse(value).filter(range -> range.isRest(5)).isPresent())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "http://a.test/x, http://A.test:80/y, true",
        "https://a.test/x, https://a.test:443/y, true",
        "http://a.test/x, https://a.test/y, true",
        "http://a.test:8080/x, https://a.test/y, false",
        "http://a.test/x, https://a.test:8443/y, false",
        "https://a.test/x, http://a.test/y, false",
        "http://a.test/x, http://b.a.test/y, false",
        "http://a.test/x, http://a.test:81/y, false"
    })
    void secrets_may_go_to_the_same_server_and_from_plain_to_tls(String first, String other, boolean expected) {
        assertThat(Address.isTrustedAlike(URI.create(first), URI.create(other))).isEqualTo(expected);
    }

    @Test
    void an_address_is_shown_and_remembered_without_what_is_secret() {
        URI uri = URI.create("HTTPS://joe:s3cret@A.test:8443/x%20y?token=1#part");
        assertThat(Address.bare(uri)).hasToString("HTTPS://a.test:8443/x%20y?token=1");
        assertThat(Address.shown(uri)).isEqualTo("HTTPS://a.test:8443/x%20y");
        assertThat(Address.basicAuthorization(URI.create("http://joe@a.test/"))).contains("Basic am9lOg==");
    }

    @Test
    void progress_is_told_with_and_without_a_total() {
        assertThat(ProgressMeter.text(512, OptionalLong.of(2048), 100))
                .isEqualTo("512 bytes of 2.0 KiB (25 %), 100 bytes/s");
        assertThat(ProgressMeter.text(512, OptionalLong.empty(), 2048)).isEqualTo("512 bytes, 2.0 KiB/s");
        assertThat(ProgressMeter.text(0, OptionalLong.of(0), 0)).isEqualTo("0 bytes of 0 bytes (100 %), 0 bytes/s");
    }

    @Test
    void a_watch_rings_once_when_nothing_came_in_time() {
        FakeTime time = new FakeTime();
        AtomicInteger rung = new AtomicInteger();
        IdleWatch watch = new IdleWatch(time, time::nanoTime, rung::incrementAndGet);
        watch.expect(seconds(40));
        time.advance(seconds(10));
        watch.expect(seconds(30));
        time.advance(seconds(29));
        watch.expect(seconds(30));
        time.advance(seconds(29));
        assertThat(rung).hasValue(0);
        time.advance(seconds(1));
        assertThat(rung).hasValue(1);
        watch.expect(seconds(30));
        time.advance(seconds(300));
        assertThat(rung).hasValue(1);
        assertThat(time.scheduled()).isZero();
    }

    @Test
    void a_watch_that_is_told_of_less_time_rings_earlier() {
        FakeTime time = new FakeTime();
        AtomicInteger rung = new AtomicInteger();
        IdleWatch watch = new IdleWatch(time, time::nanoTime, rung::incrementAndGet);
        watch.expect(seconds(40));
        watch.expect(seconds(5));
        time.advance(seconds(5));
        assertThat(rung).hasValue(1);
    }

    @Test
    void a_watch_that_pauses_does_not_ring() {
        FakeTime time = new FakeTime();
        AtomicInteger rung = new AtomicInteger();
        IdleWatch watch = new IdleWatch(time, time::nanoTime, rung::incrementAndGet);
        watch.expect(seconds(5));
        watch.pause();
        time.advance(seconds(100));
        assertThat(rung).hasValue(0);
        watch.expect(seconds(5));
        time.advance(seconds(5));
        assertThat(rung).hasValue(1);
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }
}
