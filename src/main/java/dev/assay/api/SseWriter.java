package dev.assay.api;

import dev.assay.measure.RequestRefusedException;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;

/** Writes the events of one stream. */
public record SseWriter(Sse sse, JsonWriter json) {
    /** An event with the answer as JSON. */
    public OutboundSseEvent event(String name, Object answer) {
        return written(name, json.write(answer));
    }

    /** An event with data that is written already. */
    public OutboundSseEvent written(String name, String data) {
        return sse.newEventBuilder().name(name).data(String.class, data).build();
    }

    /** The last event of a stream that cannot go on. */
    public OutboundSseEvent problem(RequestRefusedException refusal, String path) {
        return event("problem", Problem.of(refusal, path));
    }

    OutboundSseEvent comment(String text) {
        return sse.newEventBuilder().comment(text).build();
    }
}
