package dev.assay.settings;

import dev.assay.text.KubernetesName;
import io.quarkus.runtime.configuration.MemorySize;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Finds settings whose values make no sense, by themselves or together. */
final class SettingsCheck {
    /** Far beyond any use, and far below what nanoseconds in a {@code long} can count. */
    private static final Duration LONGEST = Duration.ofDays(365);

    /** The limit of {@code quarkus.http.limits.max-body-size} and of the readers of manifests. */
    private static final long LARGEST_BODY = 16L * 1024 * 1024;

    private final List<SettingFault> faults = new ArrayList<>();

    private SettingsCheck() {}

    static List<SettingFault> findings(AssaySettings settings) {
        SettingsCheck check = new SettingsCheck();
        check.durations(settings);
        check.sizes(settings);
        check.counts(settings);
        check.names(settings);
        return List.copyOf(check.faults);
    }

    private void durations(AssaySettings s) {
        positive("boot.timeout", s.boot().timeout());
        positive("start.timeout", s.start().timeout());
        positive("call.timeout", s.call().timeout());
        positive("call.given-up", s.call().givenUp());
        positive("ping.interval", s.ping().interval());
        positive("ping.timeout", s.ping().timeout());
        notNegative("stop.delay", s.stop().delay());
        notNegative("stop.drain", s.stop().drain());
        positive("stop.grace", s.stop().grace());
        positive("restart.min-delay", s.restart().minDelay());
        positive("restart.max-delay", s.restart().maxDelay());
        positive("restart.steady", s.restart().steady());
        positive("measure.max-wait", s.measure().maxWait());
        positive("http.head-timeout", s.http().headTimeout());
        positive("http.idle-timeout", s.http().idleTimeout());
        positive("http.body-timeout", s.http().bodyTimeout());
        positive("http.body-idle-timeout", s.http().bodyIdleTimeout());
        positive("http.answer-timeout", s.http().answerTimeout());
        positive("access.cache", s.access().cache());
        notNegative("access.outage", s.access().outage());
        positive("download.connect-timeout", s.download().connectTimeout());
        positive("download.idle-timeout", s.download().idleTimeout());
        positive("download.timeout", s.download().timeout());
        positive("download.progress-interval", s.download().progressInterval());
        notNegative("peers.max-wait", s.peers().maxWait());
        if (s.download().idleTimeout().compareTo(SharedStore.ABANDONED) >= 0) {
            add("download.idle-timeout", "must be shorter than 1 hour");
        }
        if (s.restart().maxDelay().compareTo(s.restart().minDelay()) < 0) {
            add("restart.max-delay", "must not be shorter than assay.restart.min-delay");
        }
    }

    private void sizes(AssaySettings s) {
        array("config.max-size", s.config().maxSize());
        array("start.max-handshake", s.start().maxHandshake());
        array("start.max-log-line", s.start().maxLogLine());
        array("wire.max-message", s.wire().maxMessage());
        size("measure.max-body", s.measure().maxBody(), LARGEST_BODY, "must be from 1 byte to 16M");
        array("log.kept-size", s.log().keptSize());
        size("download.max-size", s.download().maxSize(), Long.MAX_VALUE, "must be 1 byte or more");
    }

    private void counts(AssaySettings s) {
        atLeast("call.in-flight", s.call().inFlight(), 1);
        atLeast("download.attempts", s.download().attempts(), 1);
        atLeast("call.queue", s.call().queue(), 0);
        atLeast("log.rate", s.log().rate(), 1);
        atLeast("log.burst", s.log().burst(), 1);
        atLeast("log.kept-lines", s.log().keptLines(), 1);
        atLeast("ping.failures", s.ping().failures(), 1);
        atLeast("http.max-connections", s.http().maxConnections(), 1);
        atLeast("http.max-event-streams", s.http().maxEventStreams(), 0);
        percent("http.memory-percent", s.http().memoryPercent());
        atLeast("analysis-runs.max-runs", s.analysisRuns().maxRuns(), 1);
        percent("analysis-runs.memory-percent", s.analysisRuns().memoryPercent());
        atLeast("analysis-runs.calls", s.analysisRuns().calls(), 1);
        atLeast("measure.max-metrics", s.measure().maxMetrics(), 1);
    }

    private void names(AssaySettings s) {
        String name = s.config().name();
        if (!KubernetesName.isObject(name)) {
            add("config.name", "must be the name of a ConfigMap, as kubectl shows it");
        }
        s.config().namespace().ifPresent(namespace -> namespace("config.namespace", namespace));
        s.args().secrets().namespaces().ifPresent(all -> all.forEach(n -> namespace("args.secrets.namespaces", n)));
        if (!s.peers().service().orElse(List.of()).stream().allMatch(PeerService::isValid)) {
            add("peers.service", "must be HOST:PORT or https://HOST:PORT, or several of them with commas");
        }
    }

    private void namespace(String setting, String value) {
        if (!KubernetesName.isNamespace(value)) {
            add(setting, "must be a namespace, as kubectl shows it");
        }
    }

    private void positive(String setting, Duration value) {
        if (value.isZero() || value.isNegative()) {
            add(setting, "must be longer than zero");
        }
        notTooLong(setting, value);
    }

    private void notNegative(String setting, Duration value) {
        if (value.isNegative()) {
            add(setting, "must not be negative");
        }
        notTooLong(setting, value);
    }

    private void notTooLong(String setting, Duration value) {
        if (value.compareTo(LONGEST) > 0) {
            add(setting, "must not be longer than 365 days");
        }
    }

    /** A size of what is held in one array, whose length is an {@code int}. */
    private void array(String setting, MemorySize value) {
        size(setting, value, Integer.MAX_VALUE, "must be from 1 byte to less than 2G");
    }

    private void size(String setting, MemorySize value, long most, String rule) {
        long bytes = value.asLongValue();
        if (bytes < 1 || bytes > most) {
            add(setting, rule);
        }
    }

    /** A part of the heap, which leaves some for the rest. */
    private void percent(String setting, int value) {
        if (value < 1 || value > 90) {
            add(setting, "must be from 1 to 90");
        }
    }

    private void atLeast(String setting, int value, int least) {
        if (value < least) {
            add(setting, "must be " + least + " or more");
        }
    }

    private void add(String setting, String rule) {
        faults.add(new SettingFault(setting, rule));
    }
}
