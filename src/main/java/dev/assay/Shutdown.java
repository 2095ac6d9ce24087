package dev.assay;

import dev.assay.api.connection.CallerConnections;
import dev.assay.host.PluginHost;
import dev.assay.measure.Measurer;
import dev.assay.measure.run.AnalysisRuns;
import dev.assay.settings.AssaySettings;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * The order of a stop, from SIGTERM to the end of the plugins:
 *
 * <ol>
 *   <li>not ready, for {@code assay.stop.delay}, while requests are still taken;
 *   <li>callers of gRPC are sent to other replicas, and new requests are refused; those in flight may finish, for
 *       {@code assay.stop.drain}. In this time all AnalysisRuns are terminated, which have no other end that is near;
 *   <li>what is still open gets its measurement of phase Error;
 *   <li>the plugins end.
 * </ol>
 *
 * <p>Each step ends early when nothing is left to wait for, apart from the first. A second signal changes nothing.
 */
final class Shutdown {
    /** The time for the last answers to be written when the drain is over. */
    static final Duration LAST_ANSWERS = Duration.ofSeconds(3);

    private static final Logger LOG = Logger.getLogger(Shutdown.class);

    /** The longest time for telling callers, which waits for busy event loops only. */
    private static final Duration CALLERS_TOLD = Duration.ofSeconds(1);

    /** The time that plugins get to terminate measurements that nobody follows any more. */
    private static final Duration TERMINATION = Duration.ofMillis(500);

    /** The time that a stop takes beside waiting: closing connections, killing descendants. */
    private static final Duration OVERHEAD = Duration.ofSeconds(5);

    private final PluginHost host;
    private final Measurer measurer;
    private final AnalysisRuns runs;
    private final CallerConnections connections;
    private final AssaySettings.Stop settings;
    private final ScheduledExecutorService timer;
    private final CompletableFuture<Void> runsEnded = new CompletableFuture<>();

    /** @param timer runs the end of each step */
    Shutdown(
            PluginHost host,
            Measurer measurer,
            AnalysisRuns runs,
            CallerConnections connections,
            AssaySettings.Stop settings,
            ScheduledExecutorService timer) {
        this.host = host;
        this.measurer = measurer;
        this.runs = runs;
        this.connections = connections;
        this.settings = settings;
        this.timer = timer;
    }

    /** The longest time of a stop that goes its way. */
    static Duration longest(AssaySettings.Stop settings) {
        return settings.delay()
                .plus(CALLERS_TOLD)
                .plus(settings.drain())
                .plus(LAST_ANSWERS)
                .plus(TERMINATION)
                .plus(CALLERS_TOLD)
                .plus(pluginsEnd(settings))
                .plus(OVERHEAD);
    }

    private static Duration pluginsEnd(AssaySettings.Stop settings) {
        return settings.drain().plus(settings.grace().multipliedBy(3)).plus(OVERHEAD);
    }

    /** Takes the first step, and waits for its end; the others follow without a wait. */
    void begin() {
        host.expectStop();
        CompletableFuture<Void> delayed = new CompletableFuture<>();
        after(settings.delay(), () -> delayed.complete(null));
        delayed.join();
        endRuns();
        connections.leave(CALLERS_TOLD);
        after(settings.drain(), this::endRequests);
    }

    /** Ends the requests at once: nobody waits for a service that cannot start. */
    void beginAtOnce() {
        host.expectStop();
        endRuns();
        endRequests();
    }

    /** Ends the plugins. To be called when requests have been drained. Waits at most for the drain and three graces. */
    void end() {
        // A start that fails at once has no beginning of its stop.
        endRuns();
        awaitRuns();
        Duration limit = pluginsEnd(settings);
        try {
            host.stop().await().atMost(limit);
        } catch (TimeoutException e) {
            LOG.errorf(
                    "The plugins had not ended %d s after the stop began; what is left is killed", limit.toSeconds());
        }
    }

    private void endRuns() {
        Cancellable unused = runs.end().subscribe().with(done -> runsEnded.complete(null));
    }

    /** Waits until the plugins have terminated what was in progress, or the drain is over: then each call ends at once. */
    private void awaitRuns() {
        try {
            runsEnded.get(settings.drain().plus(TERMINATION).plus(CALLERS_TOLD).toMillis(), TimeUnit.MILLISECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            LOG.warn("Some AnalysisRuns had not ended when the drain was over; what they left in the plugins goes on");
        } catch (ExecutionException e) {
            LOG.error("The end of the AnalysisRuns failed; this is a bug in Assay, please report it", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void endRequests() {
        measurer.endFollowing();
        after(TERMINATION, host::endCalls);
    }

    private void after(Duration delay, Runnable step) {
        Future<?> unused = timer.schedule(step, delay.toNanos(), TimeUnit.NANOSECONDS);
    }
}
