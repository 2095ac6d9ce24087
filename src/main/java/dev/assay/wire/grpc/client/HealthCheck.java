package dev.assay.wire.grpc.client;

import dev.assay.metric.CallException;
import dev.assay.pace.Pause;
import dev.assay.text.HumanUnits;
import dev.assay.wire.grpc.HealthNames;
import dev.assay.wire.grpc.UnaryCall;
import grpc.health.v1.HealthGrpc;
import grpc.health.v1.HealthOuterClass.HealthCheckRequest;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse.ServingStatus;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.Deadline;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Asks a plugin whether it serves: {@code grpc.health.v1.Health/Check}. Fails with {@link CallException} when it does not. */
final class HealthCheck {
    private static final HealthCheckRequest REQUEST =
            HealthCheckRequest.newBuilder().setService(HealthNames.PLUGIN).build();

    /** Between two checks of a plugin that does not serve yet. */
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Channel channel;
    private final CallOptions options;
    private final GrpcCallErrors errors;

    HealthCheck(Channel channel, CallOptions options, GrpcCallErrors errors) {
        this.channel = channel;
        this.options = options;
        this.errors = errors;
    }

    Uni<Void> once() {
        return check(options).onFailure().transform(e -> errors.ofHealthCheck(e, ""));
    }

    /**
     * Checks until the plugin serves, since it may set its health after it printed its handshake. The first check connects
     * the channel. Fails when the plugin does not serve in time.
     *
     * @param timer for the pause between two checks
     */
    Uni<Void> untilServing(Duration timeout, ScheduledExecutorService timer) {
        return Uni.createFrom().deferred(() -> {
            Deadline deadline = Deadline.after(timeout.toNanos(), TimeUnit.NANOSECONDS);
            return check(options.withDeadline(deadline))
                    .onFailure(HealthCheck::maySoonServe)
                    .call(() -> Pause.of(PAUSE, timer))
                    .onFailure()
                    .retry()
                    .until(e -> maySoonServe(e) && deadline.timeRemaining(TimeUnit.NANOSECONDS) > PAUSE.toNanos())
                    .onFailure()
                    .transform(e -> errors.ofHealthCheck(e, " within " + HumanUnits.seconds(timeout)));
        });
    }

    /** Fails with the status of gRPC, or with {@link GrpcCallErrors#notServing}. */
    private Uni<Void> check(CallOptions callOptions) {
        return UnaryCall.of(channel, HealthGrpc.getCheckMethod(), callOptions, REQUEST)
                .invoke(answer -> {
                    if (answer.getStatus() != ServingStatus.SERVING) {
                        throw errors.notServing(answer.getStatus().name());
                    }
                })
                .replaceWithVoid();
    }

    /** The plugin has not set its health yet, or says that it does not serve. */
    private static boolean maySoonServe(Throwable failure) {
        return failure instanceof CallException
                || (failure instanceof StatusRuntimeException e && e.getStatus().getCode() == Status.Code.NOT_FOUND);
    }
}
