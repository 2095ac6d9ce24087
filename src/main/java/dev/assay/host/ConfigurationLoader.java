package dev.assay.host;

import dev.assay.config.ConfigException;
import dev.assay.config.PluginList;
import dev.assay.config.PluginSource;
import dev.assay.pace.BackOff;
import dev.assay.pace.Pause;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/**
 * The reading of the configuration at boot. A failure that may pass is followed by another attempt, with a back-off, until
 * the time is over.
 */
final class ConfigurationLoader {
    private final PluginSource source;
    private final BackOff backOff;
    private final Duration timeout;
    private final ScheduledExecutorService timer;
    private final BooleanSupplier stopping;
    private final BiConsumer<String, Boolean> onFault;
    private volatile String lastFault = "";

    /**
     * A loader for one boot.
     *
     * @param stopping whether the host is being stopped, which ends the attempts
     * @param onFault told of each failure and whether another attempt follows, also when it is the same failure again
     */
    ConfigurationLoader(
            PluginSource source,
            BackOff backOff,
            Duration timeout,
            ScheduledExecutorService timer,
            BooleanSupplier stopping,
            BiConsumer<String, Boolean> onFault) {
        this.source = source;
        this.backOff = backOff;
        this.timeout = timeout;
        this.timer = timer;
        this.stopping = stopping;
        this.onFault = onFault;
    }

    /** Fails with {@link BootException}. */
    Uni<PluginList> read() {
        return attempt()
                .invoke(this::refuseStopped)
                .onFailure(failure -> !(failure instanceof BootException))
                .transform(failure -> new BootException(List.of(message(failure))))
                .ifNoItem()
                .after(timeout)
                .on(timer)
                .failWith(this::tooLate);
    }

    private Uni<PluginList> attempt() {
        return source.load()
                .onFailure()
                .invoke(this::report)
                .onFailure(ConfigurationLoader::mayPass)
                .recoverWithUni(this::attemptLater);
    }

    private static boolean mayPass(Throwable failure) {
        return failure instanceof ConfigException fault && !fault.permanent();
    }

    private Uni<PluginList> attemptLater() {
        return Pause.of(backOff.nextDelay(), timer).invoke(this::refuseStopped).chain(this::attempt);
    }

    private void refuseStopped() {
        if (stopping.getAsBoolean()) {
            throw new BootException(List.of("Assay was stopped before it began"));
        }
    }

    private void report(Throwable failure) {
        lastFault = message(failure);
        onFault.accept(message(failure), mayPass(failure));
    }

    private BootException tooLate() {
        String fault = lastFault.isEmpty() ? source.description() + " did not answer" : lastFault;
        return new BootException(
                List.of(fault + " (not read within assay.boot.timeout, " + timeout.toSeconds() + " s)"));
    }

    private static String message(Throwable failure) {
        return String.valueOf(failure.getMessage());
    }
}
