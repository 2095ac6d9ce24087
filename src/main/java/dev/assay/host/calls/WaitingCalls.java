package dev.assay.host.calls;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The calls that wait at one gate. The callers have their turns one after the other; the calls of one caller keep their
 * order.
 *
 * <p>Guarded by the gate's lock.
 */
final class WaitingCalls {
    /** In the order of the turns. A caller without a waiting call is not in it. */
    private final Map<String, Queue<PendingCall<?>>> byCaller = new LinkedHashMap<>();

    private int size;

    void add(PendingCall<?> call) {
        byCaller.computeIfAbsent(call.caller().name(), name -> new ArrayDeque<>())
                .add(call);
        size++;
    }

    /**
     * Takes the next call, and puts its caller at the end of the turns.
     *
     * @param mayStart whether a caller of this name may have its turn
     * @return null when none waits or may have a turn
     */
    @Nullable
    PendingCall<?> take(Predicate<String> mayStart) {
        Iterator<Map.Entry<String, Queue<PendingCall<?>>>> turns =
                byCaller.entrySet().iterator();
        while (turns.hasNext()) {
            Map.Entry<String, Queue<PendingCall<?>>> turn = turns.next();
            String caller = turn.getKey();
            Queue<PendingCall<?>> calls = turn.getValue();
            if (mayStart.test(caller)) {
                turns.remove();
                PendingCall<?> call = calls.poll();
                if (!calls.isEmpty()) {
                    byCaller.put(caller, calls);
                }
                size--;
                return call;
            }
        }
        return null;
    }

    void remove(PendingCall<?> call) {
        String caller = call.caller().name();
        Queue<PendingCall<?>> calls = byCaller.get(caller);
        if (calls != null && calls.remove(call)) {
            size--;
            if (calls.isEmpty()) {
                byCaller.remove(caller);
            }
        }
    }

    /** Removes and gives all calls that match. */
    List<PendingCall<?>> takeAll(Predicate<PendingCall<?>> matches) {
        List<PendingCall<?>> taken = new ArrayList<>(stream().filter(matches).toList());
        taken.forEach(this::remove);
        return taken;
    }

    Stream<PendingCall<?>> stream() {
        return byCaller.values().stream().flatMap(Queue::stream);
    }

    int size() {
        return size;
    }

    int sizeOf(String caller) {
        Queue<PendingCall<?>> calls = byCaller.get(caller);
        return calls == null ? 0 : calls.size();
    }
}
