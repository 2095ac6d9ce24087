package dev.assay.run.report;

import dev.assay.metric.Measurement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the measurements that have finished since the last look at a run. For one thread. */
final class MeasurementNews {
    /** Finished measurements that were told, by the name of the metric. */
    private final Map<String, Integer> told = new HashMap<>();

    /**
     * A measurement that has finished.
     *
     * @param number from 1
     * @param missed how many before it are told by nobody, because they are not kept any more
     */
    record News(MetricView metric, Measurement measurement, int number, int missed) {}

    /** Each one is given once. */
    List<News> of(RunSnapshot run) {
        List<News> news = new ArrayList<>();
        for (MetricView metric : run.metrics()) {
            int count = metric.finishedCount();
            int before = told.getOrDefault(metric.name(), 0);
            List<Measurement> kept = metric.finished();
            int fresh = Math.min(count - before, kept.size());
            int missed = count - before - fresh;
            for (int i = 0; i < fresh; i++) {
                Measurement measurement = kept.get(kept.size() - fresh + i);
                news.add(new News(metric, measurement, count - fresh + i + 1, i == 0 ? missed : 0));
            }
            told.put(metric.name(), Math.max(before, count));
        }
        return news;
    }
}
