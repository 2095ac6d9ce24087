package dev.assay.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.metric.Caller;
import org.junit.jupiter.api.Test;

class CallersTest {
    private final Callers callers = new Callers(true);

    @Test
    void a_known_caller_goes_by_its_name() {
        assertThat(callers.caller(() -> "argo", "10.0.0.1", null)).isEqualTo(new Caller("argo", true));
    }

    @Test
    void an_unknown_caller_goes_by_its_address() {
        assertThat(callers.caller(null, "10.0.0.1", "false")).isEqualTo(new Caller("10.0.0.1", false));
        assertThat(callers.caller(null, null, "true").name()).isEqualTo("unknown");
    }

    @Test
    void all_addresses_of_one_ipv6_network_are_one_caller() {
        assertThat(callers.caller(null, "2001:db8:1:2:3::4", null))
                .isEqualTo(callers.caller(null, "2001:db8:1:2::9", null))
                .isNotEqualTo(callers.caller(null, "2001:db8:1:3::9", null));
    }

    @Test
    void any_other_word_than_true_or_false_is_refused() {
        assertThatThrownBy(() -> callers.caller(null, "10.0.0.1", "yes"))
                .isInstanceOf(RequestRefusedException.class)
                .hasMessage("tried to read failFast=yes, but it is neither true nor false; give one of them");
    }
}
