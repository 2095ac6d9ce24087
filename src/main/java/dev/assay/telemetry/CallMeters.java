package dev.assay.telemetry;

import com.google.common.collect.Sets;
import dev.assay.host.facts.EndedCall;
import dev.assay.metric.Verb;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The meters of one plugin's calls. Thread-safe. */
final class CallMeters {
    /** The verbs whose failures and times the alerts are about. */
    private static final Set<Verb> MEASURING = Sets.immutableEnumSet(Verb.RUN, Verb.RESUME);

    private final MeterGroup meters;
    private final Tags plugin;
    private final Map<Verb, VerbMeters> verbs = new ConcurrentHashMap<>();

    CallMeters(MeterGroup meters, Tags plugin) {
        this.meters = meters;
        this.plugin = plugin;
    }

    /** Registers what alerts are about, before its first event. */
    void begin() {
        MEASURING.forEach(verb -> of(verb).begin());
    }

    void count(EndedCall call) {
        of(call.subject().verb()).count(call);
    }

    private VerbMeters of(Verb verb) {
        VerbMeters known = verbs.get(verb);
        return known != null
                ? known
                : verbs.computeIfAbsent(verb, it -> new VerbMeters(meters, plugin.and(MeterNames.VERB, it.text())));
    }
}
