package dev.assay.api.admission;

import dev.assay.measure.RequestRefusedException;
import dev.assay.wire.grpc.RetryPushback;
import io.grpc.Status;
import io.vertx.core.http.HttpServerResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Answers to gRPC requests that are refused before the service sees them. */
public final class GrpcAnswer {
    /** The time after which a call may come again that was refused only for now. */
    public static final Duration PAUSE = Duration.ofSeconds(1);

    private GrpcAnswer() {}

    /** The status of a refusal, with its sentence. */
    public static Status status(RequestRefusedException refusal) {
        Status status =
                switch (refusal.kind()) {
                    case UNKNOWN_PLUGIN, UNKNOWN_RUN, UNKNOWN_VERB -> Status.NOT_FOUND;
                    case UNREADABLE_BODY,
                            UNKNOWN_FIELDS,
                            BODY_TOO_LARGE,
                            INVALID_PARAMETER,
                            INVALID_ANALYSIS,
                            TOO_MANY_METRICS,
                            TOO_MUCH_TEXT -> Status.INVALID_ARGUMENT;
                    case BODY_TOO_SLOW -> Status.DEADLINE_EXCEEDED;
                    case TOO_SOON, OVERLOADED, TOO_COSTLY, TOO_MANY_TOKENS -> Status.RESOURCE_EXHAUSTED;
                    case UNKNOWN_CALLER -> Status.UNAUTHENTICATED;
                    case FORBIDDEN -> Status.PERMISSION_DENIED;
                    case STARTING, UNCHECKED -> Status.UNAVAILABLE;
                };
        return status.withDescription(refusal.getMessage());
    }

    /** Answers a refusal. One that may pass says that nothing was done, and when to call again (gRPC proposal A6). */
    public static void refuse(HttpServerResponse response, RequestRefusedException refusal) {
        Status status = status(refusal);
        if (status.getCode() == Status.Code.UNAVAILABLE) {
            RetryPushback.write(PAUSE, response::putHeader);
        }
        refuse(response, status, refusal.getMessage());
    }

    /** Answers with a status and nothing else. */
    static void refuse(HttpServerResponse response, Status status, String message) {
        response.setStatusCode(200)
                .putHeader("content-type", "application/grpc")
                .putHeader("grpc-accept-encoding", "identity")
                .putHeader("grpc-status", String.valueOf(status.getCode().value()))
                .putHeader(
                        "grpc-message",
                        URLEncoder.encode(message, StandardCharsets.UTF_8).replace("+", "%20"))
                .end();
    }
}
