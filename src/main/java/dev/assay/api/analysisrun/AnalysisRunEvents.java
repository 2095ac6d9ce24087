package dev.assay.api.analysisrun;

import dev.assay.api.JsonWriter;
import dev.assay.measure.run.RunView;
import dev.assay.measure.run.RunsEvent;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.List;
import java.util.OptionalLong;

/** The events of one watch. Used by one thread at a time. */
final class AnalysisRunEvents {
    private final Sse sse;
    private final JsonWriter json;
    private final AnswerMemory memory;

    AnalysisRunEvents(Sse sse, JsonWriter json, AnswerMemory memory) {
        this.sse = sse;
        this.json = json;
        this.memory = memory;
    }

    /** An event of all runs, or of one. */
    OutboundSseEvent of(RunsEvent event) {
        if (event instanceof RunsEvent.Listed listed) {
            return event("analysisruns", list(listed.runs()));
        }
        return event instanceof RunsEvent.Changed changed
                ? changed(AnalysisRunAnswer.of(changed.run()))
                : removed(((RunsEvent.Removed) event).name());
    }

    private OutboundSseEvent changed(AnalysisRunAnswer answer) {
        memory.beginEvent();
        memory.add(answer.json());
        return event("analysisrun", answer);
    }

    private AnalysisRunListAnswer list(List<RunView> runs) {
        memory.beginEvent();
        return AnalysisRunListAnswer.of(runs, OptionalLong.empty(), memory);
    }

    private OutboundSseEvent removed(String name) {
        return event("removed", new RemovedAnswer(name));
    }

    private OutboundSseEvent event(String name, Object answer) {
        return sse.newEventBuilder()
                .name(name)
                .data(String.class, json.write(answer))
                .build();
    }

    /** A run that is not kept any more. */
    @RegisterForReflection
    record RemovedAnswer(String name) {}
}
