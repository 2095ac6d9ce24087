package dev.assay.measure.run;

import dev.assay.measure.InternalErrors;
import io.smallrye.mutiny.Uni;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The calls of all runs, in a lane for each plugin: a plugin that is slow holds back its own lane only. In a lane the runs
 * have their turns one after the other, so a run with many metrics holds nobody back. Thread-safe.
 */
final class CallLanes {
    private static final Logger LOG = Logger.getLogger(CallLanes.class);

    private final int places;
    private final Executor worker;
    private final Map<String, Lane> lanes = new HashMap<>();

    /** The calls of one plugin. Guarded by the lock of the lanes. */
    private static final class Lane {
        private final Map<Object, Queue<Uni<?>>> waiting = new LinkedHashMap<>();
        private int inFlight;

        /** The next call of the run whose turn it is. */
        @Nullable
        Uni<?> next() {
            Iterator<Map.Entry<Object, Queue<Uni<?>>>> turns =
                    waiting.entrySet().iterator();
            if (!turns.hasNext()) {
                return null;
            }
            Map.Entry<Object, Queue<Uni<?>>> turn = turns.next();
            turns.remove();
            Object run = turn.getKey();
            Queue<Uni<?>> calls = turn.getValue();
            Uni<?> call = calls.remove();
            if (!calls.isEmpty()) {
                waiting.put(run, calls);
            }
            return call;
        }
    }

    /**
     * @param places how many calls of one lane are made at the same time
     * @param worker makes the calls: to encode one takes time
     */
    CallLanes(int places, Executor worker) {
        this.places = places;
        this.worker = worker;
    }

    /**
     * Makes a call as soon as there is a place.
     *
     * @param lane the name of the plugin
     * @param run for whom the call is made
     * @param call is subscribed to once, and does not fail
     */
    void make(String lane, Object run, Uni<?> call) {
        synchronized (this) {
            lanes.computeIfAbsent(lane, name -> new Lane())
                    .waiting
                    .computeIfAbsent(run, first -> new ArrayDeque<>(1))
                    .add(call);
        }
        begin(lane);
    }

    private void begin(String name) {
        int refused = 0;
        for (@Nullable Uni<?> call = take(name); call != null; call = take(name)) {
            if (!begin(name, call)) {
                refused++;
                leave(name);
            }
        }
        if (refused > 0) {
            LOG.warnf(
                    "tried to make %d calls of plugin %s for AnalysisRuns, but Assay is ending, so they are left out; give"
                            + " it more time for that (assay.stop.drain)",
                    refused, name);
        }
    }

    /** False when the worker has ended. */
    private boolean begin(String name, Uni<?> call) {
        Uni<?> leaving = call.onTermination().invoke(() -> end(name));
        try {
            worker.execute(() -> leaving.subscribe()
                    .with(done -> {}, failure -> InternalErrors.report("call plugin " + name, failure)));
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    private synchronized @Nullable Uni<?> take(String name) {
        Lane lane = lanes.get(name);
        if (lane == null || lane.inFlight >= places) {
            return null;
        }
        Uni<?> call = lane.next();
        if (call != null) {
            lane.inFlight++;
        }
        return call;
    }

    private void end(String name) {
        leave(name);
        begin(name);
    }

    /** Gives the place of a call back. */
    private synchronized void leave(String name) {
        Lane lane = lanes.get(name);
        if (lane != null && --lane.inFlight == 0 && lane.waiting.isEmpty()) {
            lanes.remove(name);
        }
    }
}
