package dev.assay.measure.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.assay.analysis.run.AnalysisRunStatus;
import dev.assay.measure.RunMask;
import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Phase;
import io.smallrye.mutiny.Multi;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One run of {@link AnalysisRuns}, and who watches it. Thread-safe. */
final class KeptRun {
    private static final JsonNode NO_SPEC = JsonNodeFactory.instance.objectNode();

    private final String name;
    private final Instant createdAt;
    private final AnalysisRun manifest;
    private final RunMask mask;
    private final Executor worker;
    private final Runnable expiry;
    private final Ticks ticks;
    private volatile State state = new State(null, AnalysisRunStatus.NEW, false);
    private volatile boolean toBeRemoved;

    /**
     * How far the run is.
     *
     * @param active absent once the run is over
     * @param last the status where it is over
     * @param terminated whether somebody had asked to end it
     */
    private record State(@Nullable ActiveRun active, AnalysisRunStatus last, boolean terminated) {}

    /**
     * @param worker makes the views of those who watch
     * @param ticks of this run alone
     * @param remove takes this run when its time to live is over
     */
    KeptRun(
            String name,
            Instant createdAt,
            AnalysisRun manifest,
            RunMask mask,
            Executor worker,
            Ticks ticks,
            Consumer<KeptRun> remove) {
        this.name = name;
        this.createdAt = createdAt;
        this.manifest = manifest;
        this.mask = mask;
        this.worker = worker;
        this.ticks = ticks;
        this.expiry = () -> remove.accept(this);
    }

    /** To be called before others know this run, unless it ends at once. */
    void set(ActiveRun run) {
        state = new State(run, AnalysisRunStatus.NEW, false);
    }

    /** The run is over with this status. What its calls needed is forgotten. Two threads may find the end. */
    synchronized void end(AnalysisRunStatus last) {
        State before = state;
        state = new State(null, last, before.active == null ? before.terminated : before.active.isTerminated());
    }

    /** Keeps less of the measurements, because memory is short. */
    synchronized void cut(Instant now) {
        State before = state;
        if (before.active == null) {
            state = new State(null, KeptMeasurements.cut(before.last, now), before.terminated);
        } else {
            before.active.cut();
        }
    }

    String name() {
        return name;
    }

    AnalysisRun manifest() {
        return manifest;
    }

    /** Absent once the run is over. */
    Optional<ActiveRun> active() {
        return Optional.ofNullable(state.active);
    }

    /** Removes the run; the same object each time. */
    Runnable expiry() {
        return expiry;
    }

    void removeWhenOver() {
        toBeRemoved = true;
    }

    boolean isToBeRemoved() {
        return toBeRemoved;
    }

    boolean isOver() {
        return state.active == null;
    }

    /** The present status, with secrets. */
    AnalysisRunStatus status() {
        State now = state;
        return now.active == null ? now.last : now.active.status();
    }

    /** The phase; Running for a run that nobody has looked at. */
    Phase phase() {
        Phase phase = status().phase();
        return phase.completed() ? phase : Phase.RUNNING;
    }

    RunView view() {
        return view(new MaskedTree(mask::text).mask(manifest.json().path("spec")), new MaskedStatus(mask).of(status()));
    }

    RunView brief() {
        return view(NO_SPEC, new MaskedStatus(mask).brief(status()));
    }

    private RunView view(JsonNode spec, AnalysisRunStatus masked) {
        State now = state;
        JsonNode metadata = manifest.json().path("metadata");
        return new RunView(
                name,
                mask.text(manifest.namespace()),
                texts(metadata.path("labels")),
                texts(metadata.path("annotations")),
                createdAt,
                spec,
                now.active == null ? now.terminated : now.active.isTerminated(),
                masked);
    }

    /** The members that are texts. Others are left out: the API server of a cluster would refuse it. */
    private Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new TreeMap<>();
        object.properties().forEach(member -> {
            if (member.getValue().isTextual()) {
                texts.put(
                        mask.text(member.getKey()), mask.text(member.getValue().textValue()));
            }
        });
        return texts;
    }

    /** The view now and after each change. A slow reader gets the newest one. Completes when the run is over. */
    Multi<RunView> watch() {
        return ticks.all().emitOn(worker, 1).map(tick -> view());
    }

    void tellWatchers() {
        ticks.tick();
    }

    /** Ends all watching, after a last view. */
    void endWatching() {
        ticks.end();
    }
}
