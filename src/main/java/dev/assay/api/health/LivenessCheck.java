package dev.assay.api.health;

import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import io.quarkus.netty.MainEventLoopGroup;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Live: every event loop takes up work and answers. */
@Liveness
@Singleton
final class LivenessCheck implements AsyncHealthCheck {
    private static final String NAME = "event loops";

    /** Long enough for a pause of the garbage collector, short enough for a probe. */
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final EventLoopGroup loops;

    LivenessCheck(@MainEventLoopGroup EventLoopGroup loops) {
        this.loops = loops;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        List<Uni<Boolean>> answers = new ArrayList<>();
        for (EventExecutor loop : loops) {
            answers.add(Uni.createFrom().item(loop::inEventLoop).runSubscriptionOn(loop));
        }
        return Uni.join()
                .all(answers)
                .andFailFast()
                .map(all -> HealthCheckResponse.named(NAME)
                        .status(all.stream().allMatch(Boolean::booleanValue))
                        .withData("loops", all.size())
                        .build())
                .ifNoItem()
                .after(TIMEOUT)
                .recoverWithItem(() -> HealthCheckResponse.named(NAME)
                        .down()
                        .withData("reason", "an event loop did not answer within " + TIMEOUT)
                        .build());
    }
}
