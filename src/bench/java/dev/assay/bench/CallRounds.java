package dev.assay.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rounds of one second in which callers call without a pause: the rate, the latency, and the processor time of a call. As
 * many rounds more come first, and do not count. Immutable.
 */
final class CallRounds {
    private static final Duration ROUND = Duration.ofSeconds(1);

    private final Table table;
    private final String what;
    private final int rounds;
    private final Optional<ProcessHandle> host;
    private final Optional<Goal> rate;
    private final Optional<Goal> latency;

    /** @param other to which a figure is compared */
    private record Goal(double other, String text) {}

    CallRounds(Table table, String what, int rounds) {
        this(table, what, rounds, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private CallRounds(
            Table table,
            String what,
            int rounds,
            Optional<ProcessHandle> host,
            Optional<Goal> rate,
            Optional<Goal> latency) {
        this.table = table;
        this.what = what;
        this.rounds = rounds;
        this.host = host;
        this.rate = rate;
        this.latency = latency;
    }

    /** With rows for the processor time of this process and of its plugins. */
    CallRounds host(ProcessHandle process) {
        return new CallRounds(table, what, rounds, Optional.of(process), rate, latency);
    }

    CallRounds rateGoal(double other, String text) {
        return new CallRounds(table, what, rounds, host, Optional.of(new Goal(other, text)), latency);
    }

    CallRounds latencyGoal(double otherMillis, String text) {
        return new CallRounds(table, what, rounds, host, rate, Optional.of(new Goal(otherMillis, text)));
    }

    /** @param who calls, for instance {@code 64 callers} */
    void measure(Load load, String who) throws Exception {
        List<Double> rates = new ArrayList<>();
        List<Double> medians = new ArrayList<>();
        List<Double> slowest = new ArrayList<>();
        List<Double> ofHost = new ArrayList<>();
        List<Double> ofPlugins = new ArrayList<>();
        for (int i = -rounds; i < rounds; i++) {
            ProcessorTime hostTime = ProcessorTime.of(host.stream().toList());
            ProcessorTime pluginTime = ProcessorTime.of(
                    host.stream().flatMap(ProcessHandle::descendants).toList());
            long begin = System.nanoTime();
            List<Long> nanos = load.callFor(ROUND);
            double seconds = (System.nanoTime() - begin) / 1e9;
            if (i >= 0) {
                Distribution latencies = Distribution.of(nanos);
                rates.add(nanos.size() / seconds);
                medians.add(latencies.median() / 1e6);
                slowest.add(latencies.percentile(99) / 1e6);
                ofHost.add(hostTime.microsPerCall(nanos.size()));
                ofPlugins.add(pluginTime.microsPerCall(nanos.size()));
            }
        }
        String prefix = what + ", " + who + ": ";
        row(prefix + "rate", "%.0f /s", rates, rate);
        row(prefix + "latency p50", "%.3f ms", medians, latency);
        row(prefix + "latency p99", "%.3f ms", slowest, Optional.empty());
        if (host.isPresent()) {
            row(prefix + "processor time of the host for a call", "%.1f µs", ofHost, Optional.empty());
            row(prefix + "processor time of the plugin for a call", "%.1f µs", ofPlugins, Optional.empty());
        }
    }

    private void row(String text, String format, List<Double> values, Optional<Goal> goal) {
        Distribution distribution = Distribution.of(values);
        goal.ifPresentOrElse(
                there -> table.ratio(text, format, distribution, there.other, there.text),
                () -> table.figure(text, format, distribution));
    }
}
