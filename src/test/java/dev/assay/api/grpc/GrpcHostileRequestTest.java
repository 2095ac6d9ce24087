package dev.assay.api.grpc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.measure.FakePluginHost;
import dev.assay.proto.v1.RunRequest;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages over gRPC that are none of the service, too large, or packed. */
@QuarkusTest
class GrpcHostileRequestTest extends GrpcFixture {
    @ParameterizedTest
    @ValueSource(strings = {"\u0001\u0002\u0003", "\n\u007f", "\n\u0002\u00ff\u00fe", "no protobuf"})
    void a_message_that_is_no_protobuf_is_an_invalid_argument_and_the_connection_goes_on(String message) {
        for (String method : new String[] {
            "MetricService/Run", "MetricService/Type", "MetricService/Measure", "AnalysisRunService/CreateAnalysisRun"
        }) {
            assertThatThrownBy(() -> raw(method, message.getBytes(ISO_8859_1)))
                    .isInstanceOfSatisfying(StatusRuntimeException.class, refusal -> {
                        assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
                        assertThat(refusal.getStatus().getDescription()).contains("protobuf");
                    });
        }
        assertThat(type()).isNotEmpty();
    }

    @Test
    void a_message_beyond_the_limit_is_refused() {
        RunRequest request = RunRequest.newBuilder()
                .setPlugin(FakePluginHost.SCRAPE)
                .setMetric(" ".repeat(8 * 1024 * 1024))
                .build();
        assertThatThrownBy(() -> stub().run(request))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        refusal -> assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED));
    }

    @Test
    void a_packed_message_is_refused_and_its_sender_learns_that_none_is_read() {
        RunRequest bomb = RunRequest.newBuilder()
                .setPlugin(FakePluginHost.SCRAPE)
                .setMetric(" ".repeat(50_000_000))
                .build();

        assertThatThrownBy(() -> stub().withCompression("gzip").run(bomb))
                .isInstanceOfSatisfying(StatusRuntimeException.class, refusal -> {
                    assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.UNIMPLEMENTED);
                    assertThat(refusal).hasMessageContaining("send it without compression");
                    assertThat(String.valueOf(refusal.getTrailers())).contains("grpc-accept-encoding=identity");
                });
        assertThat(type()).isNotEmpty();
    }

    private void raw(String method, byte[] message) {
        MethodDescriptor<byte[], byte[]> descriptor = MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName("assay.v1." + method)
                .setRequestMarshaller(new Bytes())
                .setResponseMarshaller(new Bytes())
                .build();
        byte[] unused = ClientCalls.blockingUnaryCall(
                channel, descriptor, CallOptions.DEFAULT.withDeadlineAfter(30, TimeUnit.SECONDS), message);
    }

    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
