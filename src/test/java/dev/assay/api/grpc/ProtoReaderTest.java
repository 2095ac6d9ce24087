package dev.assay.api.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Timestamp;
import dev.assay.measure.RequestRefusedException;
import dev.assay.proto.v1.GetPluginLogsRequest;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProtoReaderTest {
    @Test
    void the_lines_of_a_log_may_begin_at_any_time_that_there_is() {
        assertThat(ProtoReader.logQuery(since(1, 500_000_000)).since())
                .contains(Instant.parse("1970-01-01T00:00:01.5Z"));
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, Long.MIN_VALUE, 31_556_889_864_403_201L})
    void a_time_that_is_none_is_the_fault_of_the_caller_and_no_bug(long seconds) {
        assertThatThrownBy(() -> ProtoReader.logQuery(since(seconds, -1)))
                .isInstanceOf(RequestRefusedException.class)
                .hasMessageContaining("tried to read since, but that time is out of range");
    }

    @Test
    void a_number_of_lines_below_zero_is_refused_as_over_http() {
        GetPluginLogsRequest request =
                GetPluginLogsRequest.newBuilder().setTail(-1).build();

        assertThatThrownBy(() -> ProtoReader.logQuery(request))
                .isInstanceOf(RequestRefusedException.class)
                .hasMessageContaining("-1 is no number of lines");
    }

    private static GetPluginLogsRequest since(long seconds, int nanos) {
        return GetPluginLogsRequest.newBuilder()
                .setSince(Timestamp.newBuilder().setSeconds(seconds).setNanos(nanos))
                .build();
    }
}
