package dev.assay.api.grpc;

import com.google.protobuf.MessageLite;
import dev.assay.api.access.Access;
import dev.assay.api.access.Right;
import dev.assay.api.admission.ParserThreads;
import dev.assay.measure.Plan;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.security.Principal;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes the plan of a call, for callers who have the rights to the call and to all plugins of the plan. */
@Singleton
final class GrpcPlans {
    private final GrpcCallers callers;
    private final ParserThreads threads;
    private final Access access;

    GrpcPlans(GrpcCallers callers, ParserThreads threads, Access access) {
        this.callers = callers;
        this.threads = threads;
        this.access = access;
    }

    /**
     * Plans within the memory of the call, and on a thread for parsing. To be asked for on the thread that begins the call.
     *
     * @param manifest of the request
     * @param planning reads the request
     */
    Uni<Plan> plan(Right right, MessageLite request, String manifest, CallMemory memory, Supplier<Uni<Plan>> planning) {
        @Nullable Principal caller = callers.principal();
        Uni<Plan> plan = Uni.createFrom().deferred(() -> {
            memory.request(request, !ProtoReader.isJson(manifest));
            return planning.get();
        });
        Uni<Plan> planned = plan.runSubscriptionOn(task -> threads.execute(request.getSerializedSize(), task));
        return access.permitted(caller, right, access.permitted(caller, planned));
    }
}
