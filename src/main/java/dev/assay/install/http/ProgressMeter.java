package dev.assay.install.http;

import dev.assay.install.progress.ProgressListener;
import dev.assay.text.HumanUnits;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Tells how far a download is: a listener about twice a second while bytes come, the log at a longer interval. For one
 * thread at a time.
 */
final class ProgressMeter {
    private static final Logger LOG = Logger.getLogger(ProgressMeter.class);
    private static final long TELL_NANOS = Duration.ofMillis(500).toNanos();

    private final String plugin;
    private final ProgressListener listener;
    private final LongSupplier nanos;
    private final long logNanos;
    private final long start;
    private long told;
    private long logged;

    ProgressMeter(String plugin, ProgressListener listener, LongSupplier nanos, Duration logInterval) {
        this.plugin = plugin;
        this.listener = listener;
        this.nanos = nanos;
        this.logNanos = logInterval.toNanos();
        this.start = nanos.getAsLong();
        this.told = start - TELL_NANOS;
        this.logged = start;
    }

    /** To be called when bytes have come. */
    void received(long received, OptionalLong total) {
        long now = nanos.getAsLong();
        if (now - told >= TELL_NANOS || (total.isPresent() && received == total.getAsLong())) {
            told = now;
            listener.progress(received, total, rate(received, now));
        }
        if (now - logged >= logNanos) {
            logged = now;
            LOG.infof("Plugin %s: downloaded %s", plugin, text(received, total, rate(received, now)));
        }
    }

    Duration elapsed() {
        return Duration.ofNanos(nanos.getAsLong() - start);
    }

    /** In bytes per second. */
    private long rate(long received, long now) {
        double seconds = Math.max(now - start, 1) / 1e9;
        return seconds < 1e-3 ? received : Math.round(received / seconds);
    }

    static String text(long received, OptionalLong total, long bytesPerSecond) {
        String rate = HumanUnits.bytes(bytesPerSecond) + "/s";
        if (total.isEmpty()) {
            return HumanUnits.bytes(received) + ", " + rate;
        }
        long whole = total.getAsLong();
        return String.format(
                Locale.ROOT,
                "%s of %s (%d %%), %s",
                HumanUnits.bytes(received),
                HumanUnits.bytes(whole),
                whole == 0 ? 100 : received * 100 / whole,
                rate);
    }
}
