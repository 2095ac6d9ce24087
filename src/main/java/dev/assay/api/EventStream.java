package dev.assay.api;

import dev.assay.measure.RequestRefusedException;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.sse.OutboundSseEvent;
import java.time.Duration;

/** Event streams that may be silent for long: a comment now and then, and a last event where they are refused. */
public final class EventStream {
    /** Proxies close a connection that is silent for a minute, some after half of that. */
    private static final Duration BEAT = Duration.ofSeconds(15);

    private EventStream() {}

    /**
     * The events with a comment every 15 s. A refusal in between becomes the last event, {@code problem}.
     *
     * @param path for the problem
     */
    public static Multi<OutboundSseEvent> of(Multi<OutboundSseEvent> events, SseWriter writer, String path) {
        return of(events, Multi.createFrom().empty(), writer, path);
    }

    /**
     * The events of two sources, written as those of {@link #of(Multi, SseWriter, String)}.
     *
     * @param beside other events, for as long as there are events
     * @param path for the problem
     */
    public static Multi<OutboundSseEvent> of(
            Multi<OutboundSseEvent> events, Multi<OutboundSseEvent> beside, SseWriter writer, String path) {
        OutboundSseEvent beat = writer.comment("");
        OutboundSseEvent end = writer.comment("end");
        Multi<OutboundSseEvent> beats = Multi.createFrom()
                .ticks()
                .startingAfter(BEAT)
                .every(BEAT)
                .onOverflow()
                .drop()
                .map(tick -> beat);
        return Multi.createBy()
                .merging()
                .withRequests(1)
                // The end is an item, since the others go on.
                .streams(events.onCompletion().continueWith(end), beside, beats)
                .select()
                .first(event -> event != end)
                .onFailure(RequestRefusedException.class)
                .recoverWithItem(refusal -> writer.problem((RequestRefusedException) refusal, path));
    }
}
