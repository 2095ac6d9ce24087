package dev.assay.api.analysisrun;

import dev.assay.api.RemovedAnswer;
import dev.assay.api.SseWriter;
import dev.assay.measure.run.RunView;
import dev.assay.measure.run.RunsEvent;
import jakarta.ws.rs.sse.OutboundSseEvent;
import java.util.List;
import java.util.OptionalLong;

/** The events of one watch. Used by one thread at a time. */
final class AnalysisRunEvents {
    private final SseWriter writer;
    private final AnswerMemory memory;

    AnalysisRunEvents(SseWriter writer, AnswerMemory memory) {
        this.writer = writer;
        this.memory = memory;
    }

    /** The event of one run as it is now. */
    OutboundSseEvent of(RunView run) {
        AnalysisRunAnswer answer = AnalysisRunAnswer.of(run);
        memory.beginEvent();
        memory.add(answer.json());
        return writer.event("analysisrun", answer);
    }

    /** An event of all runs. */
    OutboundSseEvent of(RunsEvent event) {
        if (event instanceof RunsEvent.Listed listed) {
            return writer.event("analysisruns", list(listed.runs()));
        }
        return event instanceof RunsEvent.Changed changed
                ? of(changed.run())
                : writer.event("removed", new RemovedAnswer(((RunsEvent.Removed) event).name()));
    }

    private AnalysisRunListAnswer list(List<RunView> runs) {
        memory.beginEvent();
        return AnalysisRunListAnswer.of(runs, OptionalLong.empty(), memory);
    }
}
