package dev.assay.api.grpc;

import dev.assay.measure.InternalErrors;
import dev.assay.measure.RequestRefusedException;
import dev.assay.measure.RequestRefusedException.Kind;
import dev.assay.metric.CallException;
import dev.assay.metric.CallException.Remedy;
import dev.assay.wire.grpc.RetryPushback;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;

/** Turns every failure of a call into a gRPC status. */
final class GrpcErrors {
    private static final Duration STARTING_PAUSE = Duration.ofSeconds(1);

    private GrpcErrors() {}

    static StatusRuntimeException status(Throwable failure) {
        if (failure instanceof RequestRefusedException refusal) {
            Status status =
                    switch (refusal.kind()) {
                        case STARTING -> Status.UNAVAILABLE;
                        case UNKNOWN_PLUGIN, UNKNOWN_VERB -> Status.NOT_FOUND;
                        case TOO_SOON -> Status.RESOURCE_EXHAUSTED;
                        case UNREADABLE_BODY,
                                UNKNOWN_FIELDS,
                                BODY_TOO_LARGE,
                                INVALID_PARAMETER,
                                INVALID_ANALYSIS,
                                TOO_MANY_METRICS,
                                TOO_MUCH_TEXT -> Status.INVALID_ARGUMENT;
                        case BODY_TOO_SLOW -> Status.DEADLINE_EXCEEDED;
                        case OVERLOADED, TOO_COSTLY -> Status.RESOURCE_EXHAUSTED;
                    };
            Status described = status.withDescription(refusal.getMessage());
            return refusal.kind() == Kind.STARTING
                    ? RetryPushback.refusal(described, STARTING_PAUSE)
                    : described.asRuntimeException();
        }
        if (failure instanceof CallException call) {
            return ofCall(call.remedy()).withDescription(call.getMessage()).asRuntimeException();
        }
        return Status.INTERNAL
                .withDescription(InternalErrors.report("answer a gRPC call", failure))
                .asRuntimeException();
    }

    /** UNAVAILABLE would invite a client to repeat the call by itself, which the plugin may have acted on. */
    private static Status ofCall(Remedy remedy) {
        return switch (remedy) {
            case RETRY, RESTARTING -> Status.ABORTED;
            case CONFIGURE -> Status.FAILED_PRECONDITION;
            case BUG -> Status.INTERNAL;
        };
    }
}
