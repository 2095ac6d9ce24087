package dev.assay.api.admission;

import io.grpc.Status;
import io.vertx.core.http.HttpServerResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Answers to gRPC requests that are refused before the service sees them. */
public final class GrpcAnswer {
    private GrpcAnswer() {}

    /** Answers with a status and nothing else. */
    public static void refuse(HttpServerResponse response, Status status, String message) {
        response.setStatusCode(200)
                .putHeader("content-type", "application/grpc")
                .putHeader("grpc-accept-encoding", "gzip")
                .putHeader("grpc-status", String.valueOf(status.getCode().value()))
                .putHeader(
                        "grpc-message",
                        URLEncoder.encode(message, StandardCharsets.UTF_8).replace("+", "%20"))
                .end();
    }
}
