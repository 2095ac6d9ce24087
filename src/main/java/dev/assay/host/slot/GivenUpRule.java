package dev.assay.host.slot;

import dev.assay.host.calls.CallGate;
import dev.assay.host.instance.UsageRule;
import dev.assay.process.ProcessUsage;
import dev.assay.text.HumanUnits;
import dev.assay.wire.PluginConnection;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rule that a process must not go on burning processor time for calls that were given up. Each call in flight
 * explains one busy processor, and what is above that counts as burnt. A process that goes on breaks the rule again.
 */
final class GivenUpRule implements UsageRule {
    /** Processors above the calls in flight, from which on they are a sign of work for nobody. */
    private static final double BURNT = 0.5;

    /** Garbage collectors make a busy process use more processors than it has calls in flight. */
    private static final double OVERHEAD = 1.5;

    /** A process that uses no more works at nothing. */
    private static final double QUIET = 0.1;

    private final CallGate gate;
    private final PluginConnection connection;
    private final Duration limit;
    private @Nullable ProcessUsage last;
    private Duration lastBusy = Duration.ZERO;
    private Duration burning = Duration.ZERO;

    /** @param limit how long a process may burn processor time */
    GivenUpRule(CallGate gate, PluginConnection connection, Duration limit) {
        this.gate = gate;
        this.connection = connection;
        this.limit = limit;
    }

    @Override
    public Optional<String> breach(ProcessUsage sample) {
        ProcessUsage before = last;
        last = sample;
        Duration busyNow = gate.busyTime(connection);
        Duration busy = busyNow.minus(lastBusy);
        lastBusy = busyNow;
        return before == null
                ? Optional.empty()
                : compare(sample.age().minus(before.age()), sample.cpuTime().minus(before.cpuTime()), busy);
    }

    private Optional<String> compare(Duration time, Duration cpu, Duration busy) {
        double processors = ratio(cpu, time);
        double explained = ratio(busy, time);
        Optional<String> calls = gate.givenUp(connection);
        if (calls.isEmpty() || processors < QUIET) {
            gate.forgetGivenUp(connection);
            burning = Duration.ZERO;
            return Optional.empty();
        }
        boolean burns = processors - explained >= BURNT && processors >= OVERHEAD * explained;
        burning = burns ? burning.plus(time) : Duration.ZERO;
        if (burning.compareTo(limit) < 0) {
            return Optional.empty();
        }
        String reason = String.format(
                Locale.ROOT,
                "used %.1f processors for %s after its callers had given up %s",
                processors,
                HumanUnits.duration(burning),
                calls.get());
        burning = Duration.ZERO;
        return Optional.of(reason);
    }

    private static double ratio(Duration part, Duration whole) {
        return (double) part.toNanos() / Math.max(1, whole.toNanos());
    }
}
