package dev.assay.api.admission;

import dev.assay.proto.v1.AnalysisRunServiceGrpc;
import dev.assay.proto.v1.MetricServiceGrpc;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.ByteArrayInputStream;
import java.util.Optional;
import java.util.stream.Stream;

/** The messages of Assay's own services. Vert.x gives up on one that is no protobuf without a word to its caller. */
final class ServiceMessages {
    private ServiceMessages() {}

    /**
     * Checks a message of a request; those of other services pass.
     *
     * @param path of the request, {@code /assay.v1.MetricService/Run}
     * @throws StatusRuntimeException INVALID_ARGUMENT
     */
    static void check(String path, byte[] message) {
        String name = path.startsWith("/") ? path.substring(1) : path;
        Optional<MethodDescriptor<?, ?>> method = Stream.of(
                        MetricServiceGrpc.getServiceDescriptor(), AnalysisRunServiceGrpc.getServiceDescriptor())
                .flatMap(service -> service.getMethods().stream())
                .filter(candidate -> name.equals(candidate.getFullMethodName()))
                .findFirst();
        try {
            method.ifPresent(known -> known.parseRequest(new ByteArrayInputStream(message)));
        } catch (StatusRuntimeException e) {
            throw Status.INVALID_ARGUMENT
                    .withDescription(
                            "tried to read the message, but it is not the protobuf of this call; send what the .proto says")
                    .asRuntimeException();
        }
    }
}
