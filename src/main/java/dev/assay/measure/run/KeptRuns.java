package dev.assay.measure.run;

import dev.assay.measure.RequestRefusedException;
import dev.assay.measure.RequestRefusedException.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The runs that are kept, within bounds of number and memory. Those that have ended give way, the one that ended first
 * before the others. Thread-safe; calls nobody under its lock but who makes a run.
 */
final class KeptRuns {
    private final RunsLimits limits;
    private final Map<String, Place> places = new LinkedHashMap<>();

    /** The places of runs that are over, in the order of their ends. */
    private final Set<Place> over = new LinkedHashSet<>();

    private final RunNames names = new RunNames();
    private final RunChanges changes = new RunChanges();
    private long created;
    private long memory;
    private boolean closed;

    KeptRuns(RunsLimits limits) {
        this.limits = limits;
    }

    /** A run, and what it takes. */
    private static final class Place {
        private final KeptRun run;
        private final String wanted;
        private final long number;

        /** The bytes of the run as it was created. */
        private final long begun;

        /** The bytes of its measurements, beyond that. */
        private long beyond;

        /** The part of that which was left when the run was last cut. */
        private long uncuttable;

        Place(KeptRun run, String wanted, long number, long begun) {
            this.run = run;
            this.wanted = wanted;
            this.number = number;
            this.begun = begun;
        }

        long memory() {
            return begun + beyond;
        }
    }

    /**
     * A run that was added.
     *
     * @param gaveWay the runs that are not kept any more
     */
    record Added(KeptRun run, List<KeptRun> gaveWay) {}

    /**
     * Adds a run, where need be in place of some that have ended.
     *
     * @param bytes that it takes
     * @param make makes it with its name
     * @throws RequestRefusedException when there is no room
     */
    synchronized Added add(String wanted, long bytes, Function<String, KeptRun> make) {
        if (closed) {
            throw new RequestRefusedException(
                    Kind.OVERLOADED,
                    "tried to create an AnalysisRun, but Assay is stopping; send it again to another replica");
        }
        if (bytes > limits.maxMemory()) {
            throw new RequestRefusedException(
                    Kind.TOO_COSTLY,
                    "tried to create an AnalysisRun, but it needs about " + bytes + " bytes of memory and all"
                            + " AnalysisRuns together have " + limits.maxMemory()
                            + "; make it smaller, or raise the heap or assay.analysis-runs.memory-percent");
        }
        requireRoom(bytes);
        List<KeptRun> gaveWay = new ArrayList<>();
        while (places.size() >= limits.maxRuns() || memory + bytes > limits.maxMemory()) {
            gaveWay.add(remove(over.iterator().next()));
        }
        String name = names.take(wanted, places::containsKey);
        Place place = new Place(make.apply(name), wanted, ++created, bytes);
        places.put(name, place);
        memory += bytes;
        changes.changed(place.run);
        return new Added(place.run, gaveWay);
    }

    /** Refuses a run for which those that are under way leave no room, before any other gives way in vain. */
    private void requireRoom(long bytes) {
        boolean isFull = places.size() - over.size() >= limits.maxRuns();
        if (!isFull && (memory + bytes <= limits.maxMemory() || memory + bytes - ended() <= limits.maxMemory())) {
            return;
        }
        throw new RequestRefusedException(
                Kind.OVERLOADED,
                isFull
                        ? "tried to create an AnalysisRun, but " + limits.maxRuns()
                                + " are under way, which is the limit; terminate one, try again later, or raise"
                                + " assay.analysis-runs.max-runs"
                        : "tried to create an AnalysisRun, but the " + (places.size() - over.size())
                                + " that are under way have all memory for AnalysisRuns; terminate one, try again later,"
                                + " or raise assay.analysis-runs.memory-percent");
    }

    /** The memory of the runs that are over. */
    private long ended() {
        return over.stream().mapToLong(Place::memory).sum();
    }

    private KeptRun remove(Place place) {
        places.remove(place.run.name());
        over.remove(place);
        names.giveBack(place.wanted);
        memory -= place.memory();
        changes.removed(place.run);
        return place.run;
    }

    /** @return whether it was kept until now */
    synchronized boolean remove(KeptRun run) {
        return find(run).map(this::remove).isPresent();
    }

    /**
     * Takes note of a change.
     *
     * @return runs that are not kept any more, to make room
     */
    synchronized List<KeptRun> changed(KeptRun run) {
        Optional<Place> found = find(run);
        if (found.isEmpty()) {
            return List.of();
        }
        Place place = found.get();
        changes.changed(run);
        if (run.isOver()) {
            over.add(place);
        }
        long beyond = run.isOver()
                ? RunMemory.ended(run.manifest()) + RunMemory.of(run.status()) - place.begun
                : RunMemory.beyond(run.status());
        memory += beyond - place.beyond;
        place.beyond = beyond;
        List<KeptRun> gaveWay = new ArrayList<>();
        for (Place other : List.copyOf(memory > limits.maxMemory() ? over : Set.of())) {
            if (other != place && memory > limits.maxMemory()) {
                gaveWay.add(remove(other));
            }
        }
        return gaveWay;
    }

    /** Takes note that a run keeps less of its measurements. */
    synchronized List<KeptRun> wasCut(KeptRun run) {
        List<KeptRun> gaveWay = changed(run);
        find(run).ifPresent(place -> place.uncuttable = place.beyond);
        return gaveWay;
    }

    /** The run that is to keep less of its measurements, because there is too little memory for all. */
    synchronized Optional<KeptRun> tooLarge() {
        return memory <= limits.maxMemory()
                ? Optional.empty()
                : places.values().stream()
                        .filter(place -> place.beyond > Math.max(0, place.uncuttable))
                        .max(Comparator.comparingLong(place -> place.beyond))
                        .map(place -> place.run);
    }

    /**
     * Takes no more runs.
     *
     * @return whether it took some until now
     */
    synchronized boolean close() {
        boolean open = !closed;
        closed = true;
        return open;
    }

    /** Whether no run is under way, and none will be. */
    synchronized boolean isIdleForGood() {
        return closed && places.size() == over.size();
    }

    private Optional<Place> find(KeptRun run) {
        return Optional.ofNullable(places.get(run.name())).filter(place -> place.run == run);
    }

    synchronized Optional<KeptRun> find(String name) {
        return Optional.ofNullable(places.get(name)).map(place -> place.run);
    }

    /** All runs, in the order of their creation. */
    synchronized List<KeptRun> all() {
        return places.values().stream().map(place -> place.run).toList();
    }

    /** Whether this very run is kept. */
    synchronized boolean isKept(KeptRun run) {
        return find(run).isPresent();
    }

    /** The memory of all runs, in bytes. */
    synchronized long memory() {
        return memory;
    }

    /**
     * Some runs, in the order of their creation.
     *
     * @param runs how many at most
     * @param next where the others begin; empty at the end
     */
    record Page(List<KeptRun> runs, OptionalLong next) {}

    synchronized Page page(RunQuery query) {
        List<KeptRun> runs = new ArrayList<>();
        long last = query.after();
        for (Place place : places.values()) {
            if (place.number <= query.after() || !matches(query, place.run)) {
                continue;
            }
            if (runs.size() == query.limit()) {
                return new Page(runs, OptionalLong.of(last));
            }
            runs.add(place.run);
            last = place.number;
        }
        return new Page(runs, OptionalLong.empty());
    }

    private static boolean matches(RunQuery query, KeptRun run) {
        return query.phases().isEmpty() || query.phases().contains(run.phase());
    }

    /**
     * The next news for a reader of all runs.
     *
     * @param seen the number of the last change that it has seen
     * @param run that has changed, or null
     * @param removed the name of one that was removed, or null
     * @param all all runs, where it has missed too much, or null
     */
    record Next(
            long seen,
            @Nullable KeptRun run,
            @Nullable String removed,
            @Nullable List<KeptRun> all) {}

    /** @param seen below zero for a reader that has seen nothing */
    synchronized Optional<Next> next(long seen) {
        if (seen < 0 || changes.hasForgotten(seen)) {
            return Optional.of(new Next(changes.latest(), null, null, all()));
        }
        return changes.after(seen)
                .map(change ->
                        new Next(change.number(), change.run(), change.run() == null ? change.name() : null, null));
    }
}
