package dev.assay.host;

import dev.assay.process.PluginProcess;
import dev.assay.process.ProcessExit;
import dev.assay.wire.PluginConnection;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One process of a plugin, from its launch to its end, with what belongs to it: its connection and its health check. */
final class RunningPlugin {
    private static final Logger LOG = Logger.getLogger(RunningPlugin.class);

    private final PluginProcess process;
    private volatile @Nullable PluginConnection connection;
    private volatile @Nullable HealthChecker pinger;
    private volatile long answersBefore;

    RunningPlugin(PluginProcess process) {
        this.process = process;
    }

    long pid() {
        return process.pid();
    }

    /** As {@link PluginProcess#exited}. */
    CompletionStage<ProcessExit> exited() {
        return process.exited();
    }

    /**
     * The end of this process as the failure of what it was to do.
     *
     * @param why completes the sentence "the process ..."
     */
    ProcessEndedException ended(String why) {
        return new ProcessEndedException("process " + pid() + " " + why);
    }

    void connected(PluginConnection newConnection) {
        connection = newConnection;
    }

    PluginConnection connection() {
        PluginConnection known = connection;
        if (known == null) {
            throw new IllegalStateException("process " + pid() + " has no connection yet");
        }
        return known;
    }

    void watch(HealthChecker newPinger) {
        answersBefore = connection().answers();
        pinger = newPinger;
        newPinger.start();
    }

    /** Whether it has answered a call since it is watched. */
    boolean hasBeenOfUse() {
        HealthChecker watching = pinger;
        return watching != null && connection().answers() - answersBefore > watching.pongs();
    }

    /** Ends the process: SIGTERM, and SIGKILL after the grace; at once where it is zero. */
    void end(Duration grace, Runnable then) {
        HealthChecker watching = pinger;
        if (watching != null) {
            watching.stop();
        }
        PluginConnection open = connection;
        if (open != null) {
            open.close();
        }
        Cancellable unused = process.stop(grace).subscribe().with(exit -> then.run(), failure -> {
            LOG.errorf(failure, "Process %d could not be stopped; end it by hand", process.pid());
            then.run();
        });
    }

    /** Asks the plugin to end, gives it the grace to do so, and then ends it. */
    void quit(Duration grace, ScheduledExecutorService timer, Runnable then) {
        PluginConnection open = connection;
        Uni<Void> asked = open == null ? Uni.createFrom().voidItem() : open.quit();
        Cancellable unused = asked.chain(() -> open == null
                        ? Uni.createFrom().voidItem()
                        : Uni.createFrom().completionStage(process::exited).replaceWithVoid())
                .ifNoItem()
                .after(grace)
                .on(timer)
                .fail()
                .subscribe()
                .with(done -> end(grace, then), failure -> {
                    LOG.debugf(failure, "Process %d did not take the request to end", process.pid());
                    end(grace, then);
                });
    }
}
