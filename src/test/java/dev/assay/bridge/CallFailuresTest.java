package dev.assay.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import java.nio.channels.ClosedChannelException;
import org.junit.jupiter.api.Test;

class CallFailuresTest {
    @Test
    void a_call_that_met_a_connection_that_was_just_closed_could_not_be_sent() {
        Status ofGrpc = Status.UNKNOWN.withDescription("channel closed").withCause(new ClosedChannelException());
        Status status = CallFailures.statusOf(ofGrpc.asRuntimeException());
        assertThat(status.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(status.getDescription()).isEqualTo("channel closed");
        assertThat(CallFailures.isLoss(status, false)).isTrue();
    }

    @Test
    void a_message_of_assay_stays_as_it_is() {
        Status status = CallFailures.statusOf(
                Status.UNKNOWN.withDescription("the plugin failed").asRuntimeException());
        assertThat(status.getCode()).isEqualTo(Status.Code.UNKNOWN);
        assertThat(CallFailures.isLoss(status, true)).isFalse();
    }
}
