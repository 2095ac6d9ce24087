package dev.assay.telemetry;

import com.google.common.collect.Sets;
import dev.assay.host.facts.EndedCall;
import dev.assay.metric.Verb;
import io.micrometer.core.instrument.Tags;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The meters of one plugin's calls. Thread-safe. */
final class CallMeters {
    /** The verbs whose failures and times the alerts are about. */
    private static final Set<Verb> MEASURING = Sets.immutableEnumSet(Verb.RUN, Verb.RESUME);

    private final Map<Verb, VerbMeters> verbs = new EnumMap<>(Verb.class);

    CallMeters(MeterGroup meters, Tags plugin) {
        for (Verb verb : Verb.values()) {
            verbs.put(verb, new VerbMeters(meters, plugin.and(MeterNames.VERB, verb.text())));
        }
        MEASURING.forEach(verb -> Objects.requireNonNull(verbs.get(verb)).begin());
    }

    void count(EndedCall call) {
        Objects.requireNonNull(verbs.get(call.subject().verb())).count(call);
    }
}
