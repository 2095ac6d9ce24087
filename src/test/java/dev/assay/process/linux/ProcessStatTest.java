package dev.assay.process.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class ProcessStatTest {
    private static final String TAIL =
            " 12 0 -1 4194304 100 200 0 0 70 20 8 2 20 0 5 0 8812734 23523328 1024 18446744073709551615 1 1";

    @Test
    void the_fields_are_found_behind_a_name_that_looks_like_fields() {
        assertThat(ProcessStat.parse("4711 (a) S 1 (b) S 11 13" + TAIL))
                .contains(new ProcessStat(4711, true, 11, 13, 12, 100, 5, 8812734));
    }

    @Test
    void a_zombie_is_not_alive() {
        assertThat(ProcessStat.parse("1 (x) Z 11 12" + TAIL)).get().matches(stat -> !stat.alive());
    }

    @Test
    void a_text_that_is_no_line_of_stat_gives_no_process() {
        assertThat(ProcessStat.parse("")).isEmpty();
        assertThat(ProcessStat.parse("1 (x) S 1")).isEmpty();
        assertThat(ProcessStat.parse("1 (x) S a b" + TAIL)).isEmpty();
    }

    @Test
    void the_units_of_the_kernel_are_read_from_the_auxiliary_vector() {
        ByteBuffer vector = ByteBuffer.allocate(7 * Long.BYTES);
        vector.putLong(6)
                .putLong(65536)
                .putLong(17)
                .putLong(250)
                .putLong(0)
                .putLong(0)
                .putLong(3);
        assertThat(KernelUnits.parse(vector.flip())).isEqualTo(new KernelUnits(65536, 250));
        assertThat(KernelUnits.parse(ByteBuffer.allocate(0))).isEqualTo(new KernelUnits(4096, 100));
    }
}
