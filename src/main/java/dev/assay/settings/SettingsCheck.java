package dev.assay.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Finds settings whose values make no sense together or by themselves. */
public final class SettingsCheck {
    /** Far beyond any use, and far below what nanoseconds in a {@code long} can count. */
    private static final Duration LONGEST = Duration.ofDays(365);

    /** After which hosts that share a store take a temporary file that is not written for abandoned. */
    private static final Duration ABANDONED = Duration.ofHours(1);

    /** What {@code quarkus.http.limits.max-body-size} and the readers of manifests take at most. */
    private static final long LARGEST_BODY = 16L * 1024 * 1024;

    /** Kubernetes' rule for most names: a DNS subdomain. */
    private static final Pattern OBJECT = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");

    /** That for a namespace: a DNS label. */
    private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

    private final List<String> faults = new ArrayList<>();

    private SettingsCheck() {}

    /** A sentence for each fault; empty when there is none. */
    public static List<String> faults(AssaySettings settings) {
        SettingsCheck check = new SettingsCheck();
        check.durations(settings);
        check.counts(settings);
        check.names(settings);
        return List.copyOf(check.faults);
    }

    private void durations(AssaySettings s) {
        positive("boot.timeout", s.boot().timeout());
        notNegative("ready.grace", s.ready().grace());
        positive("start.timeout", s.start().timeout());
        positive("call.timeout", s.call().timeout());
        positive("ping.interval", s.ping().interval());
        positive("ping.timeout", s.ping().timeout());
        notNegative("stop.drain", s.stop().drain());
        positive("stop.grace", s.stop().grace());
        positive("restart.min-delay", s.restart().minDelay());
        positive("restart.max-delay", s.restart().maxDelay());
        positive("restart.steady", s.restart().steady());
        positive("measure.max-wait", s.measure().maxWait());
        positive("download.connect-timeout", s.download().connectTimeout());
        positive("download.idle-timeout", s.download().idleTimeout());
        positive("download.timeout", s.download().timeout());
        positive("download.progress-interval", s.download().progressInterval());
        if (s.download().idleTimeout().compareTo(ABANDONED) >= 0) {
            add("download.idle-timeout", s.download().idleTimeout(), "must be shorter than 1 hour");
        }
        if (s.restart().maxDelay().compareTo(s.restart().minDelay()) < 0) {
            add("restart.max-delay", s.restart().maxDelay(), "must not be shorter than assay.restart.min-delay");
        }
    }

    private void names(AssaySettings s) {
        String name = s.config().name();
        if (!OBJECT.matcher(name).matches()) {
            add("config.name", "\"" + name + "\"", "must be the name of a ConfigMap, as kubectl shows it");
        }
        s.config().namespace().ifPresent(namespace -> namespace("config.namespace", namespace));
        s.args().secrets().namespaces().ifPresent(all -> all.forEach(n -> namespace("args.secrets.namespaces", n)));
    }

    private void namespace(String setting, String value) {
        if (!NAMESPACE.matcher(value).matches()) {
            add(setting, "\"" + value + "\"", "must be a namespace, as kubectl shows it");
        }
    }

    private void counts(AssaySettings s) {
        size("config.max-size", s.config().maxSize().asLongValue());
        size("start.max-handshake", s.start().maxHandshake().asLongValue());
        size("start.max-log-line", s.start().maxLogLine().asLongValue());
        size("wire.max-message", s.wire().maxMessage().asLongValue());
        long body = s.measure().maxBody().asLongValue();
        if (body < 1 || body > LARGEST_BODY) {
            add("measure.max-body", body + " bytes", "must be from 1 byte to 16M");
        }
        atLeast("call.in-flight", s.call().inFlight(), 1);
        if (s.download().maxSize().asLongValue() < 1) {
            add("download.max-size", s.download().maxSize().asLongValue() + " bytes", "must be 1 byte or more");
        }
        atLeast("download.attempts", s.download().attempts(), 1);
        atLeast("call.queue", s.call().queue(), 0);
        atLeast("ping.failures", s.ping().failures(), 1);
        atLeast("measure.max-metrics", s.measure().maxMetrics(), 1);
    }

    private void positive(String name, Duration value) {
        if (value.isZero() || value.isNegative()) {
            add(name, value, "must be longer than zero");
        }
        notTooLong(name, value);
    }

    private void notNegative(String name, Duration value) {
        if (value.isNegative()) {
            add(name, value, "must not be negative");
        }
        notTooLong(name, value);
    }

    private void notTooLong(String name, Duration value) {
        if (value.compareTo(LONGEST) > 0) {
            add(name, value, "must not be longer than 365 days");
        }
    }

    /** Bytes are counted in an {@code int} by those who read them. */
    private void size(String name, long bytes) {
        if (bytes < 1 || bytes > Integer.MAX_VALUE) {
            add(name, bytes + " bytes", "must be from 1 byte to less than 2G");
        }
    }

    private void atLeast(String name, int value, int least) {
        if (value < least) {
            add(name, value, "must be " + least + " or more");
        }
    }

    private void add(String name, Object value, String rule) {
        faults.add("assay." + name + " is " + value + ", but " + rule + "; correct it, or remove it for the default");
    }
}
