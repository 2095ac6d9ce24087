package dev.assay.telemetry;

import dev.assay.host.facts.CallOutcome;
import dev.assay.host.facts.EndedCall;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * The meters of one plugin's calls of one verb. Each is registered when it is needed first, and found without a search from
 * then on. Thread-safe.
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

    private final Map<CallOutcome, Map<PhaseLabel, LazyMeter<Counter>>> counters = new EnumMap<>(CallOutcome.class);
    private final LazyMeter<Timer> duration;
    private final LazyMeter<Timer> wait;

    /** @param tags of the plugin and the verb */
    VerbMeters(MeterGroup meters, Tags tags) {
        for (CallOutcome outcome : CallOutcome.values()) {
            Map<PhaseLabel, LazyMeter<Counter>> phases = new EnumMap<>(PhaseLabel.class);
            for (PhaseLabel phase : PhaseLabel.values()) {
                phases.put(phase, new LazyMeter<>(meters, registry -> Counter.builder("assay.plugin.calls")
                        .description("Calls to the plugin that have ended")
                        .tags(tags)
                        .tag("phase", phase.text())
                        .tag(MeterNames.OUTCOME, outcome.text())
                        .register(registry)));
            }
            counters.put(outcome, phases);
        }
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

    void count(EndedCall call) {
        counter(call).use(Counter::increment);
        // What was refused took no time, and would hide what the others took.
        if (call.outcome() != CallOutcome.REFUSED) {
            duration.use(timer -> timer.record(call.waited().plus(call.inFlight())));
            wait.use(timer -> timer.record(call.waited()));
        }
    }

    private LazyMeter<Counter> counter(EndedCall call) {
        Map<PhaseLabel, LazyMeter<Counter>> phases = Objects.requireNonNull(counters.get(call.outcome()));
        return Objects.requireNonNull(phases.get(PhaseLabel.of(call)));
    }
}
