package dev.assay.telemetry;

import com.google.common.collect.Sets;
import dev.assay.host.facts.CallOutcome;
import dev.assay.host.facts.EndedCall;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The meters of one plugin's calls of one verb. Each is registered when it begins or is needed first, and found without
 * a search from then on. Thread-safe.
 */
final class VerbMeters {
    /** From a call within the machine to a query that takes a minute. */
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofSeconds(60)
    };

    /** The outcomes that the caller sees as a measurement of phase Error. */
    private static final Set<CallOutcome> UNANSWERED =
            Sets.immutableEnumSet(CallOutcome.FAILED, CallOutcome.TIMED_OUT, CallOutcome.REFUSED, CallOutcome.LOST);

    private final MeterGroup meters;
    private final Tags tags;
    private final Map<CallOutcome, Map<PhaseLabel, LazyMeter<Counter>>> counters = new ConcurrentHashMap<>();
    private final LazyMeter<Timer> duration;
    private final LazyMeter<Timer> wait;

    /** @param tags of the plugin and the verb */
    VerbMeters(MeterGroup meters, Tags tags) {
        this.meters = meters;
        this.tags = tags;
        duration = new LazyMeter<>(meters, registry -> Timer.builder("assay.plugin.call.duration")
                .description("Time of the calls to the plugin, with the wait for a place")
                .serviceLevelObjectives(BUCKETS)
                .tags(tags)
                .register(registry));
        wait = new LazyMeter<>(meters, registry -> Timer.builder("assay.plugin.call.wait")
                .description("Time that calls to the plugin have waited for a process or a place")
                .tags(tags)
                .register(registry));
    }

    /** Registers the times, and the count of each outcome with the phases that are usual for it. */
    void begin() {
        counter(CallOutcome.ANSWERED, PhaseLabel.SUCCESSFUL).begin();
        counter(CallOutcome.ANSWERED, PhaseLabel.ERROR).begin();
        for (CallOutcome unanswered : UNANSWERED) {
            counter(unanswered, PhaseLabel.ERROR).begin();
        }
        duration.begin();
        wait.begin();
    }

    void count(EndedCall call) {
        counter(call.outcome(), PhaseLabel.of(call)).use(Counter::increment);
        // What was refused took no time, and would hide what the others took.
        if (call.outcome() != CallOutcome.REFUSED) {
            duration.use(timer -> timer.record(call.took()));
            wait.use(timer -> timer.record(call.waited()));
        }
    }

    private LazyMeter<Counter> counter(CallOutcome outcome, PhaseLabel phase) {
        Map<PhaseLabel, LazyMeter<Counter>> phases = counters.get(outcome);
        LazyMeter<Counter> known = phases == null ? null : phases.get(phase);
        return known != null ? known : newCounter(outcome, phase);
    }

    private LazyMeter<Counter> newCounter(CallOutcome outcome, PhaseLabel phase) {
        return counters.computeIfAbsent(outcome, unused -> new ConcurrentHashMap<>())
                .computeIfAbsent(
                        phase,
                        unused -> new LazyMeter<>(meters, registry -> Counter.builder("assay.plugin.calls")
                                .description("Calls to the plugin that have ended")
                                .tags(tags)
                                .tag("phase", phase.text())
                                .tag(MeterNames.OUTCOME, outcome.text())
                                .register(registry)));
    }
}
