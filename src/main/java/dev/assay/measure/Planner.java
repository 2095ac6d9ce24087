package dev.assay.measure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.analysis.Analysis;
import dev.assay.analysis.AnalysisException;
import dev.assay.analysis.SecretMask;
import dev.assay.analysis.TooMuchTextException;
import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Argument;
import dev.assay.metric.Metric;
import dev.assay.metric.Phase;
import dev.assay.metric.SecretReference;
import dev.assay.text.DocumentException;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * Makes a plan of what was posted, in the order of {@code reconcileAnalysisRun} in Argo's {@code analysis/analysis.go}:
 * arguments are filled in, then the metrics are validated, then the rules of the dry run. Arguments are filled in on a
 * worker thread: a short argument that is used often makes a long text.
 */
public final class Planner {
    private final int maxMetrics;
    private final int maxFilled;
    private final SecretArguments secrets;
    private final Executor worker;

    /**
     * @param maxFilled characters that the metrics of a run may have together once their arguments are filled in
     * @param worker for runs that have arguments
     */
    public Planner(int maxMetrics, int maxFilled, SecretArguments secrets, Executor worker) {
        this.maxMetrics = maxMetrics;
        this.maxFilled = maxFilled;
        this.secrets = secrets;
        this.worker = worker;
    }

    /** As {@link #planHere} and {@link #withSecrets}, on a worker thread when there are arguments. */
    public Uni<Plan> plan(ObjectNode manifest, List<Argument> given, Duration wait) {
        boolean arguments = !given.isEmpty() || manifest.path("spec").has("args");
        Uni<Plan> plan = Uni.createFrom().item(() -> planHere(manifest, given, wait));
        return (arguments ? plan.runSubscriptionOn(worker) : plan).chain(this::withSecrets);
    }

    /**
     * What is planned here, with the arguments that come from Secrets. One that cannot be had ends the run, as in Argo,
     * which by then has found the analysis itself to be valid; so this refuses nothing and never fails.
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
                .recoverWithItem(failure -> unresolved(plan.run(), String.valueOf(failure.getMessage())));
    }

    /**
     * Plans on the calling thread, no event loop's, all but the arguments that come from Secrets.
     *
     * @throws RefusedException when it cannot be understood, or Argo's validation refuses it
     */
    public Plan planHere(ObjectNode manifest, List<Argument> given, Duration wait) {
        try {
            return plan(Analysis.run(manifest, given), wait);
        } catch (DocumentException e) {
            throw Problems.unreadable(e);
        } catch (AnalysisException e) {
            return unresolved(AnalysisRun.EMPTY, String.valueOf(e.getMessage()));
        }
    }

    private Plan plan(AnalysisRun run, Duration wait) {
        List<Metric> written = run.metrics();
        if (written.size() > maxMetrics) {
            throw Problems.tooManyMetrics(written.size(), maxMetrics);
        }
        List<Metric> metrics;
        try {
            metrics = Analysis.resolve(written, run.arguments(), maxFilled);
        } catch (AnalysisException e) {
            return unresolved(run, String.valueOf(e.getMessage()));
        } catch (TooMuchTextException e) {
            throw Problems.tooMuchText(e);
        }
        Set<String> dryRun = validated(run, metrics);
        return run.terminate()
                ? Plan.ended(run, Phase.SUCCESSFUL, "Run Terminated")
                : new Plan(run, metrics, dryRun, wait, Phase.SUCCESSFUL, "", SecretMask.NONE);
    }

    private Plan filled(Plan plan, Map<SecretReference, String> values) {
        AnalysisRun run = plan.run().withSecrets(values);
        SecretMask mask = SecretMask.of(values.values());
        try {
            // As written, for those of the plan have a word in place of each value.
            List<Metric> metrics = Analysis.resolve(run.metrics(), run.arguments(), maxFilled);
            return new Plan(run, metrics, plan.dryRun(), plan.patience(), plan.phase(), plan.message(), mask);
        } catch (AnalysisException | TooMuchTextException e) {
            return unresolved(run, mask.mask(String.valueOf(e.getMessage())));
        }
    }

    private static Set<String> validated(AnalysisRun run, List<Metric> metrics) {
        try {
            Analysis.validate(metrics);
            return Analysis.dryRunMetrics(run, metrics);
        } catch (AnalysisException e) {
            throw Problems.invalidAnalysis(e);
        }
    }

    private static Plan unresolved(AnalysisRun run, String message) {
        return Plan.ended(run, Phase.ERROR, "Unable to resolve metric arguments: " + message);
    }
}
