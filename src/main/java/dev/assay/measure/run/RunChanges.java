package dev.assay.measure.run;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The order in which runs have changed: of each run its last change, of removed ones the newest. So a reader needs nothing
 * but the number of the change that it has seen last. Guarded by the lock of {@link KeptRuns}.
 */
final class RunChanges {
    /** A reader that has missed more removals gets the whole list. */
    static final int MOST_REMOVED = 1000;

    private final NavigableMap<Long, KeptRun> changed = new TreeMap<>();
    private final NavigableMap<Long, String> removed = new TreeMap<>();
    private final Map<KeptRun, Long> numbers = new HashMap<>();
    private long latest;
    private long forgotten;

    /**
     * The next thing to tell a reader.
     *
     * @param number of the change
     * @param run that has changed; null where it was removed
     * @param name of that run
     */
    record Change(long number, @Nullable KeptRun run, String name) {}

    void changed(KeptRun run) {
        forget(run);
        latest++;
        changed.put(latest, run);
        numbers.put(run, latest);
    }

    void removed(KeptRun run) {
        forget(run);
        latest++;
        removed.put(latest, run.name());
        if (removed.size() > MOST_REMOVED) {
            forgotten = removed.pollFirstEntry().getKey();
        }
    }

    private void forget(KeptRun run) {
        Long number = numbers.remove(run);
        if (number != null) {
            changed.remove(number);
        }
    }

    long latest() {
        return latest;
    }

    /** Whether something after this change is not known any more. */
    boolean hasForgotten(long seen) {
        return seen < forgotten;
    }

    /** The first change after that one. */
    Optional<Change> after(long seen) {
        Map.@Nullable Entry<Long, KeptRun> run = changed.higherEntry(seen);
        Map.@Nullable Entry<Long, String> name = removed.higherEntry(seen);
        if (run != null && (name == null || run.getKey() < name.getKey())) {
            return Optional.of(
                    new Change(run.getKey(), run.getValue(), run.getValue().name()));
        }
        return name == null ? Optional.empty() : Optional.of(new Change(name.getKey(), null, name.getValue()));
    }
}
