package dev.assay.api.grpc;

import dev.assay.api.admission.GrpcAnswer;
import dev.assay.measure.InternalErrors;
import dev.assay.measure.RequestRefusedException;
import dev.assay.metric.CallException;
import dev.assay.metric.CallException.Remedy;
import dev.assay.wire.grpc.RetryPushback;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/** Turns every failure of a call into a gRPC status. */
final class GrpcErrors {
    private GrpcErrors() {}

    static StatusRuntimeException status(Throwable failure) {
        if (failure instanceof RequestRefusedException refusal) {
            Status status = GrpcAnswer.status(refusal);
            return status.getCode() == Status.Code.UNAVAILABLE
                    ? RetryPushback.refusal(status, GrpcAnswer.PAUSE)
                    : status.asRuntimeException();
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
