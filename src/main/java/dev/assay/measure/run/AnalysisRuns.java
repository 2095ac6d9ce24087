package dev.assay.measure.run;

import dev.assay.analysis.run.RunRules;
import dev.assay.log.LineBudget;
import dev.assay.measure.Plan;
import dev.assay.measure.PluginLookup;
import dev.assay.measure.RequestRefusedException;
import dev.assay.measure.RunMask;
import dev.assay.metric.Caller;
import dev.assay.metric.Phase;
import dev.assay.secret.SecretRegistry;
import dev.assay.secret.SecretSources;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Runs that are taken to their ends by the rules of Argo's controller. They are kept in memory, and end with the process.
 * Where there is no room for another one, those that ended first give way. Thread-safe, and no method blocks.
 */
public final class AnalysisRuns {
    private static final Logger LOG = Logger.getLogger(AnalysisRuns.class);

    private final PluginLookup plugins;
    private final SecretRegistry secrets;
    private final ActiveRun.Shared shared;
    private final KeptRuns runs;
    private final MeasurementLog log;

    /** The budget of the lines on runs that keep less. */
    private final LineBudget cuts;

    private final ScheduledExecutorService timer;
    private final Ticks ticks;
    private final CompletableFuture<Void> idleForGood = new CompletableFuture<>();

    /**
     * @param timer for short tasks; must drop those that are cancelled
     * @param worker makes the calls of plugins, and the views of those who watch
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
        this.timer = timer;
        this.ticks = new Ticks(timer);
        this.runs = new KeptRuns(limits);
        this.log = new MeasurementLog(limits.log(), worker, timer, System::nanoTime);
        this.cuts = new LineBudget(limits.log(), timer, System::nanoTime, AnalysisRuns::reportCuts);
        this.shared =
                new ActiveRun.Shared(clock, worker, new Agenda(clock, timer), new CallLanes(limits.maxCalls(), worker));
    }

    /**
     * Creates a run, and begins it.
     *
     * @param plan its {@code waitLimit} does not count
     * @param caller for whom the plugins are called
     * @throws RequestRefusedException when there is no room, for a name that Kubernetes refuses, before the configuration
     *     has been read, and when the service stops
     */
    public RunView create(Plan plan, Caller caller) {
        plugins.requireConfigured("create an AnalysisRun");
        String wanted = WantedName.of(plan.run());
        RunStart start = RunStart.of(plan, shared.clock().instant());
        Set<String> values = SecretSources.ofSecrets(plan.mask().values());
        KeptRuns.Added added = runs.add(wanted, RunMemory.begun(plan), name -> made(name, plan, caller, start, values));
        added.gaveWay().forEach(this::forget);
        KeptRun run = added.run();
        run.active().ifPresentOrElse(ActiveRun::begin, () -> changed(run));
        ticks.tick();
        return run.view();
    }

    private KeptRun made(String name, Plan plan, Caller caller, RunStart start, Set<String> values) {
        RunMask mask = new RunMask(plan.mask(), secrets);
        KeptRun run = new KeptRun(
                name, shared.clock().instant(), plan.run(), mask, shared.worker(), new Ticks(timer), this::remove);
        @Nullable RunRules rules = start.rules();
        if (rules == null) {
            run.end(start.status());
            return run;
        }
        SecretRegistry.Hold held = secrets.hold(values);
        MetricCalls calls = new MetricCalls(plugins, shared.clock(), plan, caller, new RunLog(log, name, mask::text));
        run.set(new ActiveRun(shared, calls, rules, active -> changed(run, active, held)));
        return run;
    }

    private void changed(KeptRun run, ActiveRun active, SecretRegistry.Hold held) {
        if (active.isOver()) {
            run.end(active.status());
            held.close();
        }
        changed(run);
        if (!run.isOver()) {
            return;
        }
        if (run.isToBeRemoved()) {
            remove(run);
        } else {
            active.endOfLife().ifPresent(end -> shared.agenda().put(run.expiry(), end));
            if (!runs.isKept(run)) {
                shared.agenda().remove(run.expiry());
            }
        }
    }

    private void changed(KeptRun run) {
        runs.changed(run).forEach(this::forget);
        cutLargest();
        run.tellWatchers();
        if (run.isOver()) {
            run.endWatching();
            completeWhenIdle();
        }
        ticks.tick();
    }

    /** Has the runs with the most measurements keep less, while there is too little memory for all. */
    private void cutLargest() {
        for (Optional<KeptRun> largest = runs.tooLarge(); largest.isPresent(); largest = runs.tooLarge()) {
            KeptRun run = largest.get();
            if (cuts.take()) {
                LOG.warnf(
                        "tried to keep all measurements of the AnalysisRun %s, but the AnalysisRuns have all of their"
                                + " memory; of each metric the newest one is kept, shortened; raise"
                                + " assay.analysis-runs.memory-percent, or keep less by measurementRetention",
                        run.name());
            }
            run.cut(shared.clock().instant());
            runs.wasCut(run).forEach(this::forget);
        }
    }

    private static void reportCuts(long count) {
        LOG.warnf(
                "%d more times within %d s, measurements of AnalysisRuns were cut for want of memory",
                count, LineBudget.REPORT.toSeconds());
    }

    public Optional<RunView> get(String name) {
        return runs.find(name).map(KeptRun::view);
    }

    /** Some runs, as brief views in the order of their creation. */
    public RunPage page(RunQuery query) {
        KeptRuns.Page page = runs.page(query);
        return new RunPage(page.runs().stream().map(KeptRun::brief).toList(), page.next());
    }

    /** How many runs have each phase; those that nobody has looked at count as Running. */
    public Map<Phase, Integer> phases() {
        Map<Phase, Integer> counts = new HashMap<>();
        runs.all().forEach(run -> counts.merge(run.phase(), 1, Integer::sum));
        return counts;
    }

    /** The memory that all runs take, in bytes; estimates count. */
    public long memory() {
        return runs.memory();
    }

    /**
     * The run now and after each change; a slow reader gets the newest state. Completes after the view in which it is over,
     * which also comes for a run that is removed; empty for a name that no run has.
     */
    public Optional<Multi<RunView>> watch(String name) {
        return runs.find(name).map(KeptRun::watch);
    }

    /**
     * All runs, and then each change, until the service stops. What a slow reader has not read is not kept for it: it gets
     * the newest state of each run that has changed.
     */
    public Multi<RunsEvent> watchAll() {
        return Multi.createFrom().deferred(() -> {
            RunsReader reader = new RunsReader(runs);
            return ticks.all()
                    .emitOn(shared.worker(), 1)
                    .onItem()
                    .transformToMultiAndConcatenate(tick -> reader.news());
        });
    }

    /**
     * Ends a run: measurements in progress are terminated in the plugins. Nothing happens to a run that is over.
     *
     * @return whether there is such a run
     */
    public boolean terminate(String name) {
        Optional<KeptRun> run = runs.find(name);
        run.flatMap(KeptRun::active).ifPresent(ActiveRun::terminate);
        return run.isPresent();
    }

    /**
     * Removes a run. One that is under way is ended first, as by {@link #terminate}, and removed when it is over.
     *
     * @return whether there is such a run
     */
    public boolean delete(String name) {
        Optional<KeptRun> run = runs.find(name);
        run.ifPresent(found -> {
            found.removeWhenOver();
            found.active().ifPresent(ActiveRun::terminate);
            if (found.isOver()) {
                remove(found);
            }
        });
        return run.isPresent();
    }

    /**
     * Ends all runs, because the service stops, and creates no more. Completes when all are over, also when it is asked
     * again.
     */
    public Uni<Void> end() {
        boolean first = runs.close();
        List<KeptRun> all = runs.all();
        long underWay = all.stream().filter(run -> !run.isOver()).count();
        if (first && underWay > 0) {
            LOG.infof("Assay is stopping, so %d AnalysisRuns that are under way are terminated", underWay);
        }
        all.forEach(run -> run.active().ifPresent(ActiveRun::terminate));
        completeWhenIdle();
        return Uni.createFrom().completionStage(idleForGood);
    }

    private void completeWhenIdle() {
        if (runs.isIdleForGood()) {
            ticks.tick();
            ticks.end();
            idleForGood.complete(null);
        }
    }

    private void remove(KeptRun run) {
        if (runs.remove(run)) {
            forget(run);
            ticks.tick();
        }
    }

    /** Ends what a run that is not kept any more has left. */
    private void forget(KeptRun run) {
        shared.agenda().remove(run.expiry());
        run.endWatching();
    }
}
