package dev.assay.api.health;

import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.EventExecutorGroup;
import io.quarkus.netty.MainEventLoopGroup;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * Live: every event loop takes up work. Each check asks the loops that have nothing left to answer, and looks how long the
 * others have not answered. It waits for none of them, so that a probe is answered while they are busy.
 */
@Liveness
@Singleton
final class LivenessCheck implements AsyncHealthCheck {
    private static final String NAME = "event loops";

    /** Longer than a pause of the garbage collector and than a burst of new connections. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final List<LoopQuestion> loops = new ArrayList<>();

    @Inject
    LivenessCheck(@MainEventLoopGroup EventLoopGroup loops) {
        this(loops, System::nanoTime);
    }

    LivenessCheck(EventExecutorGroup loops, LongSupplier nanos) {
        for (EventExecutor loop : loops) {
            this.loops.add(new LoopQuestion(loop, nanos));
        }
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        boolean live =
                loops.stream().map(LoopQuestion::unansweredFor).allMatch(unanswered -> unanswered.compareTo(LIMIT) < 0);
        loops.forEach(LoopQuestion::ask);
        var response = HealthCheckResponse.named(NAME).status(live).withData("loops", loops.size());
        if (!live) {
            response.withData("reason", "an event loop has not answered for " + LIMIT.toSeconds() + " s");
        }
        return Uni.createFrom().item(response.build());
    }
}
