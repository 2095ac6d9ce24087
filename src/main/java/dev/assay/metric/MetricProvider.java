package dev.assay.metric;

import io.smallrye.mutiny.Uni;
import java.util.Map;

/**
 * The seven verbs of Argo's {@code MetricProviderPlugin}, all non-blocking.
 *
 * <p>Every {@link Uni} is lazy: nothing is sent before it is subscribed to, and each subscription is a call of its own.
 * Cancelling a subscription gives the call up; the provider may or may not have seen it. Items may arrive on any thread,
 * an event loop included, so a subscriber must not block.
 *
 * <p>Two kinds of failures are kept apart. A failure that the provider itself reports is an answer: a
 * {@link Measurement} of phase {@link Phase#ERROR}, an {@code error} key in the metadata, or a {@link ProviderException}
 * for the two verbs without such a place. A failure that prevented an answer is a {@link CallException}.
 *
 * <p>Mirrors {@code metricproviders/plugin/rpc/rpc.go} and {@code utils/plugin/types/types.go} of argo-rollouts.
 */
public interface MetricProvider {
    /** Prepares the provider, once per process, before any other verb. Fails with {@link ProviderException}. */
    Uni<Void> initialize();

    /** Starts a measurement, and usually finishes it. */
    Uni<Measurement> run(AnalysisRun analysisRun, Metric metric);

    /** Continues a measurement that was left {@link Phase#RUNNING}. */
    Uni<Measurement> resume(AnalysisRun analysisRun, Metric metric, Measurement measurement);

    /** Ends a measurement that is still in progress. */
    Uni<Measurement> terminate(AnalysisRun analysisRun, Metric metric, Measurement measurement);

    /**
     * Removes what old measurements left behind. Fails with {@link ProviderException}.
     *
     * @param limit how many finished measurements are to be kept
     */
    Uni<Void> garbageCollect(AnalysisRun analysisRun, Metric metric, int limit);

    /** The provider's type, for instance {@code RPCPlugin}. */
    Uni<String> type();

    /** Texts to show beside a metric's result, for instance the query after arguments were filled in. */
    Uni<Map<String, String>> metadata(Metric metric);
}
