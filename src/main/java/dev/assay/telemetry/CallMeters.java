package dev.assay.telemetry;

import dev.assay.host.facts.EndedCall;
import dev.assay.metric.Verb;
import io.micrometer.core.instrument.Tags;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** The meters of one plugin's calls. Thread-safe. */
final class CallMeters {
    private final Map<Verb, VerbMeters> verbs = new EnumMap<>(Verb.class);

    CallMeters(MeterGroup meters, Tags plugin) {
        for (Verb verb : Verb.values()) {
            verbs.put(verb, new VerbMeters(meters, plugin.and(MeterNames.VERB, verb.text())));
        }
    }

    void count(EndedCall call) {
        Objects.requireNonNull(verbs.get(call.subject().verb())).count(call);
    }
}
