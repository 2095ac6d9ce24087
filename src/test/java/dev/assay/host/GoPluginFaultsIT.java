package dev.assay.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.metric.Measurement;
import dev.assay.metric.Phase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The faults of a plugin as Argo's users have them, over net/rpc, and those that only net/rpc has. */
class GoPluginFaultsIT extends GoPluginFaults {
    @Override
    List<String> protocolArguments() {
        return List.of();
    }

    /** Go's gob cannot send a zone of -1 minute, and its net/rpc server then closes the connection but not the process. */
    @ParameterizedTest
    @ValueSource(strings = {"{'do':'time','text':'zone-minute'}", "{'do':'disconnect'}"})
    void a_connection_that_is_lost_while_the_process_lives_is_mended(String order) throws Exception {
        boot(Map.of(), "-own-listener");
        long pid = status(BAD).pid().orElseThrow();

        Measurement lost = ordered(order);

        assertThat(lost.phase()).isEqualTo(Phase.ERROR);
        assertThat(lost.message()).startsWith("Run rpc call error: ");
        awaitReady(2);
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(ordered("{'text':'mended'}").value()).isEqualTo("mended");
        theOtherIsUntouched();
    }

    @Test
    void a_plugin_that_stops_listening_goes_on_over_the_connection_that_there_is() throws Exception {
        boot(Map.of(), "-own-listener");
        Object unused = ordered("{'do':'close-listener'}");
        assertThat(ordered("{'text':'goes on'}").value()).isEqualTo("goes on");
        assertThat(status(BAD).restarts()).isZero();
    }

    @Test
    void a_plugin_that_ends_right_after_its_handshake_is_named() {
        host(Map.of("assay.boot.timeout", "2s"), "-own-listener", "-exit", "5");
        assertThatThrownBy(() -> real.host().boot().await().atMost(LONG))
                .isInstanceOfSatisfying(BootException.class, failure -> assertThat(failure.faults())
                        .anySatisfy(fault -> assertThat(fault.toString()).contains("plugin go/bad")));
    }

    @Test
    void bytes_that_are_not_unicode_and_times_that_json_lacks_arrive_as_argos_client_shows_them() throws Exception {
        boot(Map.of());
        assertThat(ordered("{'do':'invalid'}").value()).isEqualTo("no \ufffd\ufffd UTF-8 \ufffd");
        assertThat(ordered("{'do':'odd-metadata'}").metadata())
                .containsEntry("", "empty key")
                .containsEntry("empty", "")
                .containsEntry("\ufffdbroken", "\ufffd");
        assertThat(ordered("{'do':'time','text':'year-10000'}").startedAt())
                .isEqualTo(Instant.parse("+10000-01-01T00:00:00Z"));
        assertThat(ordered("{'do':'time','text':'zero'}").startedAt()).isNull();
    }
}
