package dev.assay.api.analysisrun;

import dev.assay.api.JsonWriter;
import dev.assay.measure.run.RunView;
import dev.assay.measure.run.RunsEvent;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.List;
import java.util.OptionalLong;

/** The events of one watch. Used by one thread at a time. */
final class AnalysisRunEvents {
    private final Sse sse;
    private final JsonWriter json;
    private final AnswerMemory memory;
    private volatile boolean over;

    AnalysisRunEvents(Sse sse, JsonWriter json, AnswerMemory memory) {
        this.sse = sse;
        this.json = json;
        this.memory = memory;
    }

    /** The event of one run that is watched. */
    OutboundSseEvent of(RunView run) {
        over = run.isOver();
        return changed(AnalysisRunAnswer.full(run));
    }

    /** The events after the last view of one run: none, or that it was removed before its end. */
    Multi<OutboundSseEvent> end(String name) {
        return over ? Multi.createFrom().empty() : Multi.createFrom().item(() -> removed(name));
    }

    /** An event of all runs. */
    OutboundSseEvent of(RunsEvent event) {
        if (event instanceof RunsEvent.Listed listed) {
            return event("analysisruns", list(listed.runs()));
        }
        return event instanceof RunsEvent.Changed changed
                ? changed(AnalysisRunAnswer.brief(changed.run()))
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
