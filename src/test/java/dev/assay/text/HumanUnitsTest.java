package dev.assay.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HumanUnitsTest {
    @Test
    void sizes_and_times_are_told_as_people_read_them() {
        assertThat(HumanUnits.bytes(0)).isEqualTo("0 bytes");
        assertThat(HumanUnits.bytes(1)).isEqualTo("1 byte");
        assertThat(HumanUnits.bytes(1023)).isEqualTo("1023 bytes");
        assertThat(HumanUnits.bytes(1024)).isEqualTo("1.0 KiB");
        assertThat(HumanUnits.bytes(12_897_484)).isEqualTo("12.3 MiB");
        assertThat(HumanUnits.bytes(Long.MAX_VALUE)).isEqualTo("8388608.0 TiB");
        assertThat(HumanUnits.duration(Duration.ofMillis(240))).isEqualTo("0.2 s");
        assertThat(HumanUnits.duration(Duration.ofSeconds(59))).isEqualTo("59 s");
        assertThat(HumanUnits.duration(Duration.ofSeconds(119))).isEqualTo("119 s");
        assertThat(HumanUnits.duration(Duration.ofSeconds(179))).isEqualTo("2 min");
        assertThat(HumanUnits.duration(Duration.ofMinutes(119))).isEqualTo("119 min");
        assertThat(HumanUnits.duration(Duration.ofHours(47))).isEqualTo("47 h");
        assertThat(HumanUnits.duration(Duration.ofDays(3))).isEqualTo("3 days");
    }
}
