package dev.assay.measure;

import dev.assay.analysis.Analysis;
import dev.assay.analysis.AnalysisDocuments;
import dev.assay.analysis.AnalysisException;
import dev.assay.analysis.MergeException;
import dev.assay.analysis.TooMuchTextException;
import dev.assay.manifest.PlacedObject;
import dev.assay.measure.RequestRefusedException.Kind;
import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Argument;
import dev.assay.metric.Metric;
import dev.assay.metric.Phase;
import dev.assay.metric.SecretReference;
import dev.assay.secret.SecretMask;
import dev.assay.text.DocumentException;
import dev.assay.text.ForeignText;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Makes a plan of an input. The order is that of {@code reconcileAnalysisRun} in Argo's {@code analysis/analysis.go}:
 * arguments are filled in, then the metrics are validated, then the rules of the dry run. Arguments are filled in on a
 * worker thread: a short argument that is used often makes a long text.
 */
public final class Planner {
    /** How Argo begins the message of a run that it refuses. */
    private static final String SPEC_INVALID = "Analysis spec invalid: ";

    private final RunLimits limits;
    private final SecretArguments secrets;
    private final Executor worker;

    /**
     * @param namespaces whose Secrets callers may use
     * @param worker for runs that have arguments
     */
    public Planner(RunLimits limits, Set<String> namespaces, SecretValues values, Executor worker) {
        this(limits, new SecretArguments(namespaces, values), worker);
    }

    private Planner(RunLimits limits, SecretArguments secrets, Executor worker) {
        this.limits = limits;
        this.secrets = secrets;
        this.worker = worker;
    }

    /**
     * A planner for a place where no Secrets are read.
     *
     * @param worker for runs that have arguments
     */
    public static Planner withoutSecrets(RunLimits limits, Executor worker) {
        return new Planner(limits, SecretArguments.unread(), worker);
    }

    /**
     * Makes a plan, on a worker thread when there are arguments. Fails with {@link RequestRefusedException} when the
     * input cannot be understood, or Argo's validation refuses it.
     *
     * @param input the objects of all documents, which together are one run; they are not copied, the caller gives them
     *     away
     * @param arguments by name, in place of those in the input
     * @param waitLimit how long measurements left Running are followed
     * @param validation what happens to fields that Argo does not know
     */
    public Uni<Plan> plan(
            List<PlacedObject> input, Map<String, String> arguments, Duration waitLimit, FieldValidation validation) {
        boolean filling = !arguments.isEmpty() || input.stream().anyMatch(Planner::hasArguments);
        Uni<Plan> plan = Uni.createFrom().item(() -> planHere(input, arguments, waitLimit, validation));
        return (filling ? plan.runSubscriptionOn(worker) : plan).chain(this::withSecrets);
    }

    private static boolean hasArguments(PlacedObject object) {
        return object.json().path("spec").has("args") || object.json().has("items");
    }

    /**
     * Makes the plan of a run that is taken to its end, on a worker thread. What Argo's validation refuses is no failure: it
     * is the end of the run, of phase Error. Fails with {@link RequestRefusedException} when the input cannot be
     * understood.
     *
     * @param input as in {@link #plan}
     * @param arguments by name, in place of those in the input
     * @param validation what happens to fields that Argo does not know
     */
    public Uni<Plan> planRun(List<PlacedObject> input, Map<String, String> arguments, FieldValidation validation) {
        return Uni.createFrom()
                .item(() -> read(input, validation, documents -> whole(documents, arguments)))
                .runSubscriptionOn(worker)
                .chain(this::withSecrets);
    }

    private Plan whole(AnalysisDocuments documents, Map<String, String> arguments) {
        AnalysisRun run;
        try {
            run = documents.run(Argument.given(arguments));
        } catch (AnalysisException e) {
            // Argo makes no run of such a template.
            throw new RequestRefusedException(
                    Kind.INVALID_ANALYSIS,
                    "tried to make an AnalysisRun of the template, but " + message(e) + "; give the argument a value",
                    List.of(message(e)));
        }
        return resolved(run, metrics -> beginning(run, metrics));
    }

    private static Plan beginning(AnalysisRun run, List<Metric> metrics) {
        try {
            Analysis.validate(metrics);
            return planned(run, metrics, Analysis.dryRunMetrics(run, metrics), Duration.ZERO);
        } catch (AnalysisException e) {
            return Plan.ended(run, Phase.ERROR, SPEC_INVALID + message(e));
        }
    }

    /**
     * Adds to a plan of {@link #planHere} the arguments that come from Secrets. Never fails: the analysis was found to be
     * valid before, and a Secret that cannot be had ends the run, as in Argo.
     */
    public Uni<Plan> withSecrets(Plan plan) {
        boolean unread = plan.run().arguments().stream()
                .anyMatch(argument -> argument.secretToRead().isPresent());
        if (plan.metrics().isEmpty() || !unread) {
            return Uni.createFrom().item(plan);
        }
        return secrets.read(plan.run())
                .emitOn(worker)
                .map(values -> filled(plan, values))
                .onFailure(AnalysisException.class)
                .recoverWithItem(failure -> unresolved(plan.run(), message(failure)))
                .map(filled -> filled.withWarnings(plan.warnings()));
    }

    /**
     * Makes a plan on the calling thread, which must not be an event loop's. Arguments that come from Secrets are left to
     * {@link #withSecrets}.
     *
     * @throws RequestRefusedException when the input cannot be understood, or Argo's validation refuses it
     */
    public Plan planHere(
            List<PlacedObject> input, Map<String, String> arguments, Duration waitLimit, FieldValidation validation) {
        Plan plan = read(input, validation, documents -> once(documents, arguments, waitLimit));
        return plan.withWarnings(Stream.concat(plan.warnings().stream(), repeated(plan.metrics()))
                .toList());
    }

    /** The plan with warnings about the input. */
    private static Plan read(
            List<PlacedObject> input, FieldValidation validation, Function<AnalysisDocuments, Plan> next) {
        try {
            AnalysisDocuments documents = new AnalysisDocuments(input);
            List<String> fields = FieldCheck.of(documents, validation);
            return next.apply(documents)
                    .withWarnings(Stream.concat(documents.warnings().stream(), fields.stream())
                            .toList());
        } catch (DocumentException e) {
            throw new RequestRefusedException(Kind.UNREADABLE_BODY, message(e));
        } catch (MergeException e) {
            throw new RequestRefusedException(Kind.INVALID_ANALYSIS, message(e), List.of(e.reason()));
        }
    }

    /** A warning for each metric that Argo would measure more than once. */
    private static Stream<String> repeated(List<Metric> metrics) {
        return metrics.stream()
                .filter(metric -> metric.limit("count", 1) > 1)
                .map(metric -> "metric " + ForeignText.quoted(metric.name()) + " has the count "
                        + metric.limit("count", 1) + " and is measured once");
    }

    private Plan once(AnalysisDocuments documents, Map<String, String> arguments, Duration waitLimit) {
        AnalysisRun run;
        try {
            run = documents.run(Argument.given(arguments));
        } catch (AnalysisException e) {
            return unresolved(AnalysisRun.EMPTY, message(e));
        }
        return resolved(run, metrics -> once(run, metrics, waitLimit));
    }

    /** @param next plans the metrics with their arguments filled in */
    private Plan resolved(AnalysisRun run, Function<List<Metric>, Plan> next) {
        List<Metric> written = run.metrics();
        if (written.size() > limits.maxMetrics()) {
            throw new RequestRefusedException(
                    Kind.TOO_MANY_METRICS,
                    "tried to measure " + written.size() + " metrics, but one run may have " + limits.maxMetrics()
                            + "; divide it, or raise assay.measure.max-metrics");
        }
        List<Metric> metrics;
        try {
            metrics = Analysis.resolve(written, run.arguments(), limits.maxText());
        } catch (AnalysisException e) {
            return unresolved(run, message(e));
        } catch (TooMuchTextException e) {
            throw new RequestRefusedException(
                    Kind.TOO_MUCH_TEXT, message(e) + ", or raise assay.measure.max-body, a quarter of this");
        }
        return next.apply(metrics);
    }

    private static Plan once(AnalysisRun run, List<Metric> metrics, Duration waitLimit) {
        Set<String> dryRun = validated(run, metrics);
        return run.terminate()
                ? Plan.ended(run, Phase.SUCCESSFUL, "Run Terminated")
                : planned(run, metrics, dryRun, waitLimit);
    }

    private static Plan planned(AnalysisRun run, List<Metric> metrics, Set<String> dryRun, Duration waitLimit) {
        return new Plan(run, metrics, dryRun, waitLimit, Phase.SUCCESSFUL, "", SecretMask.NONE, List.of());
    }

    private Plan filled(Plan plan, Map<SecretReference, String> values) {
        AnalysisRun run = plan.run().withSecrets(values);
        SecretMask mask = SecretMask.of(values.values());
        try {
            // As written: the plan's own metrics have Argo's placeholder in place of each value.
            List<Metric> metrics = Analysis.resolve(run.metrics(), run.arguments(), limits.maxText());
            if (!pluginNames(metrics).equals(pluginNames(plan.metrics()))) {
                // Rights are asked for by these names, and refusals and the log show them.
                return unresolved(
                        run, "tried to find the plugin of a metric, but its name comes from a Secret; write the name");
            }
            return new Plan(
                    run, metrics, plan.dryRun(), plan.waitLimit(), plan.phase(), plan.message(), mask, List.of());
        } catch (AnalysisException | TooMuchTextException e) {
            return unresolved(run, mask.mask(message(e)));
        }
    }

    private static Set<String> validated(AnalysisRun run, List<Metric> metrics) {
        try {
            Analysis.validate(metrics);
            return Analysis.dryRunMetrics(run, metrics);
        } catch (AnalysisException e) {
            throw new RequestRefusedException(Kind.INVALID_ANALYSIS, SPEC_INVALID + message(e), List.of(message(e)));
        }
    }

    private static List<String> pluginNames(List<Metric> metrics) {
        return metrics.stream()
                .flatMap(metric -> metric.plugins().stream())
                .map(Metric.PluginEntry::name)
                .toList();
    }

    private static String message(Throwable failure) {
        return String.valueOf(failure.getMessage());
    }

    private static Plan unresolved(AnalysisRun run, String message) {
        return Plan.ended(run, Phase.ERROR, "Unable to resolve metric arguments: " + message);
    }
}
