package dev.assay.telemetry;

import dev.assay.host.facts.CallOutcome;
import dev.assay.host.facts.EndedCall;
import dev.assay.metric.Measurement;
import dev.assay.metric.Phase;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The phases by which calls are counted. A plugin may choose any text, so all that Argo does not have are one. */
enum PhaseLabel {
    SUCCESSFUL(Phase.SUCCESSFUL.text()),
    RUNNING(Phase.RUNNING.text()),
    PENDING(Phase.PENDING.text()),
    INCONCLUSIVE(Phase.INCONCLUSIVE.text()),
    ERROR(Phase.ERROR.text()),
    FAILED(Phase.FAILED.text()),
    OTHER("other"),
    /** There is no measurement. */
    NONE("none");

    private static final Map<String, PhaseLabel> BY_TEXT =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(PhaseLabel::text, Function.identity()));

    private final String text;

    PhaseLabel(String text) {
        this.text = text;
    }

    /** The phase as the caller sees it: where no answer came, Argo's client makes a measurement of phase Error. */
    static PhaseLabel of(EndedCall call) {
        if (call.measurement().isPresent()) {
            return of(call.measurement().get());
        }
        return switch (call.subject().verb()) {
            case RUN, RESUME, TERMINATE -> call.outcome() == CallOutcome.CANCELLED ? NONE : ERROR;
            case INITIALIZE, GARBAGE_COLLECT, TYPE, METADATA -> NONE;
        };
    }

    private static PhaseLabel of(Measurement measurement) {
        return measurement.phase().isKnown()
                ? BY_TEXT.getOrDefault(measurement.phase().text(), OTHER)
                : OTHER;
    }

    String text() {
        return text;
    }
}
