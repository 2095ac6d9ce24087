package dev.assay.install.http;

import dev.assay.text.HumanUnits;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/** Tells of a download's progress: a listener about twice a second while bytes come, the log now and then. For one thread at a time. */
final class ProgressMeter {
    private static final Logger LOG = Logger.getLogger(ProgressMeter.class);
    private static final long TELL_NANOS = Duration.ofMillis(500).toNanos();

    private final String plugin;
    private final Consumer<Progress> listener;
    private final LongSupplier nanos;
    private final long logNanos;
    private final long start;
    private long told;
    private long logged;

    ProgressMeter(String plugin, Consumer<Progress> listener, LongSupplier nanos, Duration logInterval) {
        this.plugin = plugin;
        this.listener = listener;
        this.nanos = nanos;
        this.logNanos = logInterval.toNanos();
        this.start = nanos.getAsLong();
        this.told = start - TELL_NANOS;
        this.logged = start;
    }

    /** Bytes have come. */
    void received(long received, OptionalLong total) {
        long now = nanos.getAsLong();
        if (now - told >= TELL_NANOS || (total.isPresent() && received == total.getAsLong())) {
            told = now;
            listener.accept(progress(received, total, now));
        }
        if (now - logged >= logNanos) {
            logged = now;
            LOG.infof("Plugin %s: downloaded %s", plugin, text(progress(received, total, now)));
        }
    }

    Duration elapsed() {
        return Duration.ofNanos(nanos.getAsLong() - start);
    }

    private Progress progress(long received, OptionalLong total, long now) {
        double seconds = Math.max(now - start, 1) / 1e9;
        return new Progress(received, total, seconds < 1e-3 ? received : Math.round(received / seconds));
    }

    static String text(Progress progress) {
        String rate = HumanUnits.bytes(progress.bytesPerSecond()) + "/s";
        if (progress.total().isEmpty()) {
            return HumanUnits.bytes(progress.received()) + ", " + rate;
        }
        long total = progress.total().getAsLong();
        return String.format(
                Locale.ROOT,
                "%s of %s (%d %%), %s",
                HumanUnits.bytes(progress.received()),
                HumanUnits.bytes(total),
                total == 0 ? 100 : progress.received() * 100 / total,
                rate);
    }
}
