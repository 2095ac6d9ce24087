package dev.assay.api.admission;

import dev.assay.measure.RequestRefusedException;
import dev.assay.measure.RequestRefusedException.Kind;
import dev.assay.settings.AssaySettings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;

/** The event streams that are open, of every kind; their number has a limit. Safe for many threads. */
@Singleton
public final class EventStreams {
    private final int most;
    private final AtomicInteger open = new AtomicInteger();

    @Inject
    EventStreams(AssaySettings settings) {
        this(settings.http().maxEventStreams());
    }

    EventStreams(int most) {
        this.most = most;
    }

    /**
     * Counts one more, until {@link #leave}.
     *
     * @throws RequestRefusedException when there are too many
     */
    public void enter() {
        if (open.incrementAndGet() > most) {
            leave();
            throw new RequestRefusedException(
                    Kind.OVERLOADED,
                    "tried to open an event stream, but " + most
                            + " are open; try again later, or raise assay.http.max-event-streams");
        }
    }

    public void leave() {
        open.decrementAndGet();
    }
}
