package dev.assay.api.grpc;

import com.google.protobuf.MessageLite;
import dev.assay.api.access.Access;
import dev.assay.api.access.Right;
import dev.assay.measure.FieldValidation;
import dev.assay.measure.Plan;
import dev.assay.measure.Planner;
import dev.assay.measure.RequestRefusedException;
import dev.assay.measure.RunLimits;
import dev.assay.measure.run.AnalysisRuns;
import dev.assay.metric.Caller;
import dev.assay.proto.v1.AnalysisRun;
import dev.assay.proto.v1.AnalysisRunService;
import dev.assay.proto.v1.CreateAnalysisRunRequest;
import dev.assay.proto.v1.CreateAnalysisRunResponse;
import dev.assay.proto.v1.DeleteAnalysisRunRequest;
import dev.assay.proto.v1.DeleteAnalysisRunResponse;
import dev.assay.proto.v1.GetAnalysisRunRequest;
import dev.assay.proto.v1.ListAnalysisRunsRequest;
import dev.assay.proto.v1.ListAnalysisRunsResponse;
import dev.assay.proto.v1.TerminateAnalysisRunRequest;
import dev.assay.proto.v1.WatchAnalysisRunRequest;
import dev.assay.proto.v1.WatchAnalysisRunResponse;
import dev.assay.proto.v1.WatchAnalysisRunsRequest;
import dev.assay.proto.v1.WatchAnalysisRunsResponse;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.util.function.Function;

/** AnalysisRuns over gRPC: the same runs as over HTTP, and the same rights. Runs are written on worker threads. */
@GrpcService
final class GrpcAnalysisRunService implements AnalysisRunService {
    private final Planner planner;
    private final AnalysisRuns runs;
    private final RunLimits limits;
    private final GrpcCallers callers;
    private final Access access;
    private final GrpcPlans plans;
    private final GrpcStreams streams;

    GrpcAnalysisRunService(
            Planner planner,
            AnalysisRuns runs,
            RunLimits limits,
            GrpcCallers callers,
            Access access,
            GrpcPlans plans,
            GrpcStreams streams) {
        this.planner = planner;
        this.runs = runs;
        this.limits = limits;
        this.callers = callers;
        this.access = access;
        this.plans = plans;
        this.streams = streams;
    }

    @Override
    public Uni<CreateAnalysisRunResponse> createAnalysisRun(CreateAnalysisRunRequest request) {
        Caller caller = callers.present();
        CallMemory memory = CallMemory.current(limits);
        Uni<Plan> plan = plans.plan(
                Right.toCreateRun(),
                request,
                request.getManifest(),
                memory,
                () -> planner.planRun(
                        ProtoReader.manifest(request.getManifest()),
                        request.getArgumentsMap(),
                        FieldValidation.of(request.getFieldValidation(), FieldValidation.STRICT)));
        return plan.emitOn(Infrastructure.getDefaultWorkerPool())
                .map(ready -> created(ready, caller))
                .invoke(answer -> memory.hold(answer.getSerializedSize()))
                .onFailure()
                .transform(GrpcErrors::status);
    }

    private CreateAnalysisRunResponse created(Plan plan, Caller caller) {
        return CreateAnalysisRunResponse.newBuilder()
                .setRun(RunProtoWriter.run(runs.create(plan, caller)))
                .addAllWarnings(plan.warnings())
                .build();
    }

    @Override
    public Uni<AnalysisRun> getAnalysisRun(GetAnalysisRunRequest request) {
        return answer(Right.toSeeRun(request.getName()), memory -> run(request.getName()));
    }

    @Override
    public Uni<ListAnalysisRunsResponse> listAnalysisRuns(ListAnalysisRunsRequest request) {
        return answer(
                Right.toSeeRuns(), memory -> RunProtoWriter.page(runs.page(ProtoReader.runQuery(request)), memory));
    }

    @Override
    public Multi<WatchAnalysisRunResponse> watchAnalysisRun(WatchAnalysisRunRequest request) {
        CallMemory memory = CallMemory.current(limits);
        return streams.of(Right.toSeeRun(request.getName()), Multi.createFrom().deferred(() -> {
            String name = request.getName();
            return runs.watch(name)
                    .orElseThrow(() -> unknown(name))
                    .map(RunProtoWriter::event)
                    .invoke(event -> memory.hold(event.getSerializedSize()));
        }));
    }

    @Override
    public Multi<WatchAnalysisRunsResponse> watchAnalysisRuns(WatchAnalysisRunsRequest request) {
        CallMemory memory = CallMemory.current(limits);
        return streams.of(Right.toSeeRuns(), runs.watchAll().map(event -> RunProtoWriter.event(event, memory)));
    }

    @Override
    public Uni<AnalysisRun> terminateAnalysisRun(TerminateAnalysisRunRequest request) {
        String name = request.getName();
        return answer(Right.toTerminateRun(name), memory -> {
            require(name, runs.terminate(name));
            return run(name);
        });
    }

    @Override
    public Uni<DeleteAnalysisRunResponse> deleteAnalysisRun(DeleteAnalysisRunRequest request) {
        String name = request.getName();
        return answer(Right.toDeleteRun(name), memory -> {
            require(name, runs.delete(name));
            DeleteAnalysisRunResponse.Builder message = DeleteAnalysisRunResponse.newBuilder();
            runs.get(name).map(RunProtoWriter::run).ifPresent(message::setRun);
            return message.build();
        });
    }

    private AnalysisRun run(String name) {
        return RunProtoWriter.run(runs.get(name).orElseThrow(() -> unknown(name)));
    }

    private static void require(String name, boolean isThere) {
        if (!isThere) {
            throw unknown(name);
        }
    }

    private static RequestRefusedException unknown(String name) {
        return RequestRefusedException.unknownRun(name, "ListAnalysisRuns");
    }

    private <T extends MessageLite> Uni<T> answer(Right right, Function<CallMemory, T> write) {
        CallMemory memory = CallMemory.current(limits);
        Uni<T> answer = Uni.createFrom()
                .item(() -> write.apply(memory))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .invoke(written -> memory.hold(written.getSerializedSize()));
        return access.permitted(callers.principal(), right, answer).onFailure().transform(GrpcErrors::status);
    }
}
