package dev.assay.run.place;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.manifest.PlacedObject;
import dev.assay.measure.FieldValidation;
import dev.assay.measure.Plan;
import dev.assay.measure.RequestRefusedException;
import dev.assay.measure.run.AnalysisRunJson;
import dev.assay.measure.run.AnalysisRuns;
import dev.assay.measure.run.RunView;
import dev.assay.metric.Caller;
import dev.assay.metric.Metric;
import dev.assay.run.report.RunSnapshot;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** This process, with plugins that it starts for the run. Thread-safe. */
public final class LocalPlace implements RunPlace {
    private static final List<String> STOPPED = List.of("the run was stopped before it began");

    private final LocalParts parts;
    private String name = "";
    private Runnable giveUp = () -> {};
    private boolean terminating;

    /** @param parts are closed with this place */
    public LocalPlace(LocalParts parts) {
        this.parts = parts;
    }

    @Override
    public void begin(ObjectNode manifest, RunListener listener) {
        Cancellable way = parts.planner()
                .planRun(List.of(PlacedObject.of(manifest)), Map.of(), FieldValidation.IGNORE)
                .flatMap(plan -> started(plan, listener))
                .onItem()
                .transformToMulti(plan -> run(plan, listener))
                .map(view -> RunSnapshot.of(AnalysisRunJson.write(view)))
                .subscribe()
                .with(listener::state, failure -> failed(failure, listener));
        synchronized (this) {
            giveUp = () -> {
                way.cancel();
                listener.failed(STOPPED);
            };
        }
    }

    /** Starts the plugins that the run needs. */
    private Uni<Plan> started(Plan plan, RunListener listener) {
        plan.warnings().forEach(warning -> listener.note("warning: " + warning));
        Set<String> names = plan.metrics().stream()
                .flatMap(metric -> metric.plugins().stream())
                .map(Metric.PluginEntry::name)
                .collect(Collectors.toCollection(TreeSet::new));
        List<String> known = parts.plugins();
        List<String> unknown =
                names.stream().filter(plugin -> !known.contains(plugin)).toList();
        if (!unknown.isEmpty()) {
            throw new RequestRefusedException(
                    RequestRefusedException.Kind.UNKNOWN_PLUGIN,
                    "tried to find the plugin " + String.join(", ", unknown) + ", but it is not configured; name a"
                            + " ConfigMap with --plugins that lists it"
                            + (known.isEmpty() ? "" : ", or use " + String.join(", ", known)));
        }
        if (!names.isEmpty()) {
            listener.note("starting " + String.join(", ", names));
        }
        return parts.start(names).replaceWith(plan);
    }

    private Multi<RunView> run(Plan plan, RunListener listener) {
        AnalysisRuns runs = parts.runs();
        RunView created;
        synchronized (this) {
            if (terminating) {
                listener.failed(STOPPED);
                return Multi.createFrom().empty();
            }
            created = runs.create(plan, Caller.ASSAY);
            name = created.name();
        }
        return runs.watch(created.name()).orElseGet(() -> Multi.createFrom().item(created));
    }

    private static void failed(Throwable failure, RunListener listener) {
        if (failure instanceof RequestRefusedException refusal) {
            listener.refused(List.of(refusal.getMessage()));
        } else if (failure instanceof PluginStartException start) {
            listener.failed(start.faults());
        } else {
            listener.failed(
                    List.of("the run failed in a way that Assay did not foresee; please report it: " + failure));
        }
    }

    @Override
    public void terminate() {
        synchronized (this) {
            terminating = true;
            if (name.isEmpty()) {
                giveUp.run();
            } else {
                boolean unused = parts.runs().terminate(name);
            }
        }
    }

    @Override
    public String remedy() {
        return "see what the plugins left behind";
    }

    @Override
    public void close() {
        parts.close();
    }
}
