package dev.assay.wire.gob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoTimesTest {
    static Stream<Golden> times() {
        return Golden.file("times").stream();
    }

    @ParameterizedTest
    @MethodSource("times")
    void a_time_of_go_is_read_to_the_nanosecond_and_the_zone_and_written_again(Golden golden) {
        OffsetDateTime time = golden.words().equals("null") ? null : OffsetDateTime.parse(golden.words());
        List<GobValue> values = new ArrayList<>();
        new GobReader(GobLimits.DEFAULTS).read(Unpooled.wrappedBuffer(golden.stream()), values::add);
        byte[] bytes = ((GobValue.Opaque) values.get(0)).value();
        assertThat(GoTimes.decode(bytes)).isEqualTo(time);
        assertThat(GoTimes.encode(time)).isEqualTo(bytes);
    }

    @Test
    void zones_that_java_lacks_become_utc_and_the_instant_stays() {
        OffsetDateTime far = GoTimes.decode(time("01 0000000edc1b6a80 00000000 0708"));
        assertThat(far).isEqualTo(GoTimes.decode(time("01 0000000edc1b6a80 00000000 ffff")));
        OffsetDateTime refusedByGo = OffsetDateTime.parse("2020-01-01T00:00:00-00:01:30");
        assertThat(GoTimes.decode(GoTimes.encode(refusedByGo)).toInstant()).isEqualTo(refusedByGo.toInstant());
    }

    @Test
    void the_zero_time_is_no_time_whatever_its_zone() {
        assertThat(GoTimes.decode(time("01 0000000000000000 00000000 0159"))).isNull();
    }

    @Test
    void bytes_that_are_no_time_are_refused_with_the_reason() {
        refuses("", "a time of version 0");
        refuses("03 0000000edc1b6a80 00000000 ffff", "a time of version 3, which is neither 1 nor 2");
        refuses("01 0000000edc1b6a80 00000000 ff", "a time of version 1 with 14 bytes");
        refuses("02 0000000edc1b6a80 00000000 ffff", "a time of version 2 with 15 bytes");
        refuses("01 0000000edc1b6a80 3b9aca00 ffff", "a time with 1000000000 nanoseconds");
        refuses("01 0000000edc1b6a80 ffffffff ffff", "a time with -1 nanoseconds");
    }

    @Test
    void years_that_java_lacks_are_refused_with_the_reason() {
        refuses("01 7fffffffffffffff 00000000 ffff", "outside the years that can be shown");
        refuses("01 8000000000000000 00000000 ffff", "outside the years that can be shown");
        refuses("01 0080000000000000 00000000 ffff", "outside the years that can be shown");
    }

    private static void refuses(String hex, String message) {
        assertThatThrownBy(() -> GoTimes.decode(time(hex)))
                .isInstanceOf(GobException.class)
                .hasMessageContaining(message);
    }

    private static byte[] time(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
