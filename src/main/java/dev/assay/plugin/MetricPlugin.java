package dev.assay.plugin;

import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import java.util.Map;

/**
 * A metric plugin, as its author writes it: {@link #type} and {@link #run}, and of the other five verbs those that it
 * needs. Serve it with {@link PluginServer#serve(MetricPlugin)} from a {@code main}.
 *
 * <p>Every verb may block: it is called on a worker thread, and many at once, so an implementation must be thread-safe.
 * When the caller gives a call up, its thread is interrupted.
 *
 * <p>Every verb may throw anything. An exception of {@link #run}, {@link #resume} and {@link #terminate} becomes a finished
 * measurement of phase Error with its message; for the other verbs it is their error. The connection goes on.
 *
 * <p>A measurement that comes back without {@code startedAt}, or finished without {@code finishedAt}, gets them from the
 * library: the time of the call's start and of its end.
 */
public interface MetricPlugin {
    /** The name of this kind of provider, for instance {@code RPCPlugin}. */
    String type() throws Exception;

    /**
     * Starts a measurement, and usually finishes it. The plugin's own part of the metric is
     * {@link Metric#plugin()}, whatever name it was configured under.
     */
    Measurement run(AnalysisRun analysisRun, Metric metric) throws Exception;

    /** Prepares the plugin, once per process, before any other verb. When it throws, the plugin is started again. */
    default void initialize() throws Exception {}

    /** Looks again at a measurement that was left Running. */
    default Measurement resume(AnalysisRun analysisRun, Metric metric, Measurement measurement) throws Exception {
        return measurement;
    }

    /** Ends a measurement that is still in progress. */
    default Measurement terminate(AnalysisRun analysisRun, Metric metric, Measurement measurement) throws Exception {
        return measurement;
    }

    /**
     * Removes what old measurements left behind.
     *
     * @param limit how many finished measurements are to be kept
     */
    default void garbageCollect(AnalysisRun analysisRun, Metric metric, int limit) throws Exception {}

    /** Texts to be shown beside the metric's result, for instance the query. */
    default Map<String, String> metadata(Metric metric) throws Exception {
        return Map.of();
    }
}
