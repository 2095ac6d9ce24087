package dev.assay.host;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * What the log says when boot is over: a line per plugin, then the total and the slowest. The same values are in the
 * MDC of each line, which a JSON log shows as fields.
 */
final class BootSummary {
    private static final Logger LOG = Logger.getLogger(BootSummary.class);

    private final InstantSource clock;
    private final Instant begin;

    /** @param clock read now for the begin, and again for the end */
    BootSummary(InstantSource clock) {
        this.clock = clock;
        this.begin = clock.instant();
    }

    void log(List<HostedPlugin> plugins) {
        List<PluginStatus> all =
                plugins.stream().map(plugin -> plugin.status().snapshot()).toList();
        int width =
                all.stream().mapToInt(status -> status.name().length()).max().orElse(0);
        all.forEach(status -> logPlugin(status, width));
        long ready = all.stream()
                .filter(status -> status.state() == PluginState.READY)
                .count();
        long total = Duration.between(begin, clock.instant()).toMillis();
        String slowest = all.stream()
                .max(Comparator.comparing(PluginStatus::since))
                .map(status -> "; the slowest was " + status.name() + " with " + millis(status) + " ms")
                .orElse("");
        with(
                Map.of("plugins", all.size(), "ready", ready, "milliseconds", total),
                () -> LOG.infof("%d of %d plugins Ready after %d ms%s", ready, all.size(), total, slowest));
    }

    private void logPlugin(PluginStatus status, int width) {
        String protocol = status.protocol().orElse("-");
        Map<String, Object> fields = Map.of(
                "plugin", status.name(),
                "state", status.state().text(),
                "protocol", protocol,
                "milliseconds", millis(status),
                "reason", status.reason());
        with(
                fields,
                () -> LOG.infof(
                        "  %-" + Math.max(1, width) + "s  %-10s  %-6s  %6d ms%s",
                        status.name(),
                        status.state().text(),
                        protocol,
                        millis(status),
                        status.reason().isEmpty() ? "" : "  " + status.reason()));
    }

    private long millis(PluginStatus status) {
        return Duration.between(begin, status.since()).toMillis();
    }

    private static void with(Map<String, Object> fields, Runnable log) {
        fields.forEach(MDC::put);
        try {
            log.run();
        } finally {
            fields.keySet().forEach(MDC::remove);
        }
    }
}
