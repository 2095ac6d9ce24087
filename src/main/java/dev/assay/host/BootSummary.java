package dev.assay.host;

import dev.assay.host.slot.HostClock;
import dev.assay.host.slot.PluginSlot;
import dev.assay.host.status.PluginState;
import dev.assay.host.status.PluginStatus;
import dev.assay.log.LogFields;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * The log of a boot that is over: a line per plugin, then the total and the slowest. The values are in the MDC of each
 * line too, which a JSON log shows as fields.
 */
final class BootSummary {
    private static final Logger LOG = Logger.getLogger(BootSummary.class);

    private final HostClock clock;
    private final long begin;

    /** @param clock read now for the begin of boot, and again for its end */
    BootSummary(HostClock clock) {
        this.clock = clock;
        this.begin = clock.nanoTime();
    }

    void log(Collection<PluginSlot> plugins) {
        int width = plugins.stream()
                .mapToInt(plugin -> plugin.name().length())
                .max()
                .orElse(1);
        plugins.forEach(plugin -> logPlugin(plugin, width));
        List<PluginSlot> ready = plugins.stream()
                .filter(plugin -> plugin.tracker().state() == PluginState.READY)
                .toList();
        long total = millisUntil(clock.nanoTime());
        String slowest = ready.stream()
                .max(Comparator.comparing(plugin -> plugin.tracker().readyAt() - begin))
                .map(plugin -> "; the slowest was " + plugin.name() + " with " + millis(plugin) + " ms")
                .orElse("");
        LogFields.with(
                Map.of("plugins", plugins.size(), "ready", ready.size(), "milliseconds", total),
                () -> LOG.infof("%d of %d plugins Ready after %d ms%s", ready.size(), plugins.size(), total, slowest));
    }

    private void logPlugin(PluginSlot plugin, int width) {
        PluginStatus status = plugin.status();
        String protocol = status.protocol().orElse("-");
        long millis = millis(plugin);
        String from = status.peer().map(peer -> "  from peer " + peer).orElse("");
        Map<String, Object> fields = Map.of(
                "plugin", status.name(),
                "state", status.state().text(),
                "protocol", protocol,
                "milliseconds", millis,
                "reason", status.reason());
        LogFields.with(
                fields,
                () -> LOG.infof(
                        "  %-" + width + "s  %-10s  %-6s  %6d ms%s%s",
                        status.name(),
                        status.state().text(),
                        protocol,
                        millis,
                        from,
                        status.reason().isEmpty() ? "" : "  " + status.reason()));
    }

    /** The time from the begin of boot until the plugin was Ready, or until now while it is not. */
    private long millis(PluginSlot plugin) {
        return millisUntil(plugin.tracker().readyAt());
    }

    private long millisUntil(long nanoTime) {
        return TimeUnit.NANOSECONDS.toMillis(nanoTime - begin);
    }
}
