package dev.assay.api.grpc;

import dev.assay.measure.InternalErrors;
import dev.assay.measure.Problem;
import dev.assay.measure.RefusedException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import jakarta.inject.Singleton;

/** Makes a gRPC status of everything that a call may end with instead of an answer. */
@Singleton
final class GrpcErrors {
    private static final int NOT_FOUND = 404;

    private final InternalErrors bugs;

    GrpcErrors(InternalErrors bugs) {
        this.bugs = bugs;
    }

    StatusRuntimeException status(Throwable failure) {
        if (failure instanceof RefusedException refused) {
            Problem problem = refused.problem();
            Status status = problem.status() == NOT_FOUND ? Status.NOT_FOUND : Status.INVALID_ARGUMENT;
            return status.withDescription(problem.detail()).asRuntimeException();
        }
        return Status.INTERNAL
                .withDescription(bugs.report("answer a gRPC call", failure))
                .asRuntimeException();
    }
}
