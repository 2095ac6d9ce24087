package dev.assay.host.slot;

import dev.assay.host.status.PluginEvent;
import dev.assay.host.status.ProcessTag;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The latest events of one plugin. Thread-safe. */
final class PluginHistory {
    /** A plugin that ends at once has some three events in a minute, so this is half an hour; others have few in a month. */
    static final int MOST = 100;

    private final InstantSource clock;
    private final Deque<PluginEvent> events = new ArrayDeque<>();

    PluginHistory(InstantSource clock) {
        this.clock = clock;
    }

    synchronized void add(PluginEvent.Type type, ProcessTag process, String message) {
        if (events.size() == MOST) {
            events.removeFirst();
        }
        events.addLast(new PluginEvent(clock.instant(), type, process, message));
    }

    /** The newest is last. */
    synchronized List<PluginEvent> events() {
        return List.copyOf(events);
    }
}
