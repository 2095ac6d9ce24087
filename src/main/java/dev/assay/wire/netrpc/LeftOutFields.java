package dev.assay.wire.netrpc;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** Counts the fields that cannot travel over gob, and tells of each kind once. Thread-safe. */
final class LeftOutFields implements UnknownFields {
    /** Manifests are written by people, whose mistakes are few; what a program makes up must not fill the memory. */
    private static final int MAX_TOLD = 1_000;

    private static final int MAX_QUOTED = 100;

    private final Consumer<String> log;
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private final LongAdder count = new LongAdder();

    /** @param log of warnings */
    LeftOutFields(Consumer<String> log) {
        this.log = log;
    }

    @Override
    public void leftOut(String type, String field) {
        count.increment();
        String name = type + "." + (field.length() <= MAX_QUOTED ? field : field.substring(0, MAX_QUOTED) + "...");
        if (told.size() < MAX_TOLD && told.add(name)) {
            log.accept("tried to send the field " + name + " to a plugin over net/rpc, but Argo Rollouts has no such field,"
                    + " so it was left out, and will be silently from now on; remove it, or use a plugin that speaks"
                    + " gRPC");
        }
    }

    /** How many were left out so far, each time counted. */
    long count() {
        return count.sum();
    }
}
