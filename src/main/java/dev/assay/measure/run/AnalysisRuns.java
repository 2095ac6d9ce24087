package dev.assay.measure.run;

import dev.assay.analysis.AnalysisException;
import dev.assay.analysis.run.AnalysisRunStatus;
import dev.assay.analysis.run.RunRules;
import dev.assay.analysis.run.RunSummary;
import dev.assay.measure.Plan;
import dev.assay.measure.PluginLookup;
import dev.assay.measure.RequestRefusedException;
import dev.assay.measure.RequestRefusedException.Kind;
import dev.assay.metric.Caller;
import dev.assay.metric.Phase;
import dev.assay.secret.SecretRegistry;
import dev.assay.secret.SecretSources;
import dev.assay.text.KubernetesName;
import io.smallrye.mutiny.Multi;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Runs that are taken to their ends by the rules of Argo's controller. They are kept in memory, and end with the process.
 * Where there is no room for another one, the oldest of those that are over gives way. Thread-safe, and no method blocks.
 */
public final class AnalysisRuns {
    private static final String NAMELESS = "run";

    private final PluginLookup plugins;
    private final SecretRegistry secrets;
    private final RunsLimits limits;
    private final ActiveRun.Shared shared;

    /** In the order of their creation. Guarded by the lock of this object. */
    private final Map<String, KeptRun> runs = new LinkedHashMap<>();

    /**
     * @param timer for short tasks; must drop those that are cancelled
     * @param worker makes the calls of plugins
     * @param clock for the times in results, by which the next calls become due
     * @param secrets holds the values of a run's arguments until it is over
     */
    public AnalysisRuns(
            PluginLookup plugins,
            ScheduledExecutorService timer,
            Executor worker,
            InstantSource clock,
            SecretRegistry secrets,
            RunsLimits limits) {
        this.plugins = plugins;
        this.secrets = secrets;
        this.limits = limits;
        this.shared =
                new ActiveRun.Shared(clock, worker, new Agenda(clock, timer), new CallLanes(limits.maxCalls(), worker));
    }

    /**
     * Creates a run, and begins it.
     *
     * @param plan its {@code waitLimit} does not count
     * @param caller for whom the plugins are called
     * @throws RequestRefusedException when as many runs as may be are under way
     */
    public RunView create(Plan plan, Caller caller) {
        MaskedStatus mask = new MaskedStatus(plan.mask(), secrets);
        KeptRun kept;
        synchronized (this) {
            makeRoom();
            String name = freeName(plan.run().name());
            Instant now = shared.clock().instant();
            kept = planned(name, now, mask, plan, caller);
            runs.put(name, kept);
        }
        @Nullable ActiveRun active = kept.active();
        if (active != null) {
            active.begin();
        }
        return kept.view();
    }

    private KeptRun planned(String name, Instant now, MaskedStatus mask, Plan plan, Caller caller) {
        if (plan.metrics().isEmpty()) {
            return kept(name, now, mask, ended(plan, now));
        }
        RunRules rules;
        try {
            rules = RunRules.of(plan.run(), plan.metrics());
        } catch (AnalysisException e) {
            return kept(name, now, mask, AnalysisRunStatus.NEW.refused("Analysis spec invalid: " + e.getMessage()));
        }
        KeptRun kept = kept(name, now, mask, AnalysisRunStatus.NEW);
        SecretRegistry.Hold held =
                secrets.hold(SecretSources.ofSecrets(plan.mask().values()));
        MetricCalls calls = new MetricCalls(plugins, shared.clock(), plan, caller);
        kept.set(new ActiveRun(shared, calls, rules, () -> changed(kept, held)));
        return kept;
    }

    private KeptRun kept(String name, Instant now, MaskedStatus mask, AnalysisRunStatus status) {
        return new KeptRun(name, now, mask, status, this::remove);
    }

    /** The status of a plan that ended before it began. */
    private static AnalysisRunStatus ended(Plan plan, Instant now) {
        return plan.phase().equals(Phase.ERROR)
                ? AnalysisRunStatus.NEW.refused(plan.message())
                : new AnalysisRunStatus(
                        plan.phase(), plan.message(), List.of(), now, RunSummary.EMPTY, RunSummary.EMPTY, now);
    }

    private void changed(KeptRun run, SecretRegistry.Hold held) {
        run.tellWatchers();
        if (!run.isOver()) {
            return;
        }
        held.close();
        if (run.isToBeRemoved()) {
            remove(run);
            return;
        }
        @Nullable ActiveRun active = run.active();
        synchronized (this) {
            if (active != null && runs.get(run.name()) == run) {
                active.endOfLife().ifPresent(end -> shared.agenda().put(run.expiry(), end));
            }
        }
    }

    private void makeRoom() {
        if (runs.size() < limits.maxRuns()) {
            return;
        }
        Optional<KeptRun> oldest =
                runs.values().stream().filter(KeptRun::isOver).findFirst();
        remove(oldest.orElseThrow(() -> new RequestRefusedException(
                Kind.OVERLOADED,
                "tried to create an AnalysisRun, but " + limits.maxRuns()
                        + " are under way, which is the limit; terminate one, or try again later")));
    }

    private String freeName(String wanted) {
        String base = KubernetesName.isObject(wanted) ? wanted : NAMELESS;
        String name = base;
        // As CreateWithCollisionCounter in Argo's utils/analysis/helpers.go.
        for (int i = 1; runs.containsKey(name); i++) {
            name = base + "." + i;
        }
        return name;
    }

    public synchronized Optional<RunView> get(String name) {
        return Optional.ofNullable(runs.get(name)).map(KeptRun::view);
    }

    /** All runs, in the order of their creation. */
    public synchronized List<RunView> list() {
        return runs.values().stream().map(KeptRun::view).toList();
    }

    /**
     * The run now and after each change; a slow reader gets the newest state. Completes when it is over or removed; empty
     * for a name that no run has.
     */
    public synchronized Optional<Multi<RunView>> watch(String name) {
        return Optional.ofNullable(runs.get(name)).map(KeptRun::watch);
    }

    /**
     * Ends a run: measurements in progress are terminated in the plugins. Nothing happens to a run that is over.
     *
     * @return whether there is such a run
     */
    public boolean terminate(String name) {
        Optional<KeptRun> run = find(name);
        run.map(KeptRun::active).ifPresent(ActiveRun::terminate);
        return run.isPresent();
    }

    /**
     * Removes a run. One that is under way is ended first, as by {@link #terminate}, and removed when it is over.
     *
     * @return whether there is such a run
     */
    public boolean delete(String name) {
        Optional<KeptRun> run = find(name);
        run.ifPresent(found -> {
            found.removeWhenOver();
            if (found.isOver()) {
                remove(found);
            } else {
                boolean unused = terminate(name);
            }
        });
        return run.isPresent();
    }

    /** Ends all runs, because the service stops. */
    public void end() {
        list().forEach(run -> terminate(run.name()));
    }

    private synchronized Optional<KeptRun> find(String name) {
        return Optional.ofNullable(runs.get(name));
    }

    private void remove(KeptRun run) {
        synchronized (this) {
            boolean unused = runs.remove(run.name(), run);
            shared.agenda().remove(run.expiry());
        }
        run.endWatching();
    }
}
