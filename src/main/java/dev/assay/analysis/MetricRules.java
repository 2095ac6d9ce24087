package dev.assay.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.metric.Metric;
import dev.assay.text.GoDuration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Argo's rules for metrics: {@code ValidateMetrics} in {@code utils/analysis/factory.go}. */
final class MetricRules {
    /** The fields of {@code MetricProvider} in {@code analysis_types.go}, without {@code plugin}. */
    private static final Set<String> BUILT_IN = Set.of(
            "prometheus",
            "kayenta",
            "web",
            "datadog",
            "wavefront",
            "newRelic",
            "job",
            "cloudWatch",
            "graphite",
            "influxdb",
            "skywalking");

    private MetricRules() {}

    static void check(List<Metric> metrics) {
        if (metrics.isEmpty()) {
            throw new AnalysisException("no metrics specified");
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < metrics.size(); i++) {
            Metric metric = metrics.get(i);
            if (!names.add(metric.name())) {
                throw new AnalysisException("metrics[" + i + "]: duplicate name '" + metric.name() + "'");
            }
            try {
                checkLimits(metric);
                checkTimes(metric.json());
                checkProvider(metric);
            } catch (AnalysisException e) {
                throw new AnalysisException("metrics[" + i + "]: " + e.getMessage());
            }
        }
    }

    private static void checkLimits(Metric metric) {
        long count = metric.limit("count", 0);
        long failures = metric.limit("failureLimit", 0);
        long successes = metric.limit("consecutiveSuccessLimit", 0);
        long inconclusive = metric.limit("inconclusiveLimit", 0);
        require(successes >= 0, "consecutiveSuccessLimit must be >= 0");
        require(failures >= -1, "failureLimit must be >= 0, or -1 to be disabled");
        require(successes != 0 || failures != -1, "failureLimit and consecutiveSuccessLimit cannot both be disabled");
        require(inconclusive >= 0, "inconclusiveLimit must be >= 0");
        require(metric.limit("consecutiveErrorLimit", 0) >= 0, "consecutiveErrorLimit must be >= 0");
        if (count > 0) {
            if (failures >= 0) {
                require(
                        count >= failures + successes,
                        "count (" + count + ") must be >= failureLimit + consecutiveSuccessLimit (" + failures + " + "
                                + successes + ") if both >= 0");
            } else {
                require(count >= successes, "count must be >= consecutiveSuccessLimit");
            }
            require(count >= inconclusive, "count must be >= inconclusiveLimit");
        }
        require(
                count <= 1 || !metric.json().path("interval").asText("").isEmpty(),
                "interval must be specified when count > 1");
    }

    private static void checkTimes(JsonNode metric) {
        checkTime(metric, "interval", "invalid interval string: ");
        checkTime(metric, "initialDelay", "invalid startDelay string: ");
    }

    private static void checkTime(JsonNode metric, String field, String complaint) {
        String text = metric.path(field).asText("");
        if (text.isEmpty()) {
            return;
        }
        try {
            var unused = GoDuration.parse(text);
        } catch (IllegalArgumentException e) {
            throw new AnalysisException(complaint + e.getMessage());
        }
    }

    private static void checkProvider(Metric metric) {
        JsonNode provider = metric.json().path("provider");
        long builtIn = BUILT_IN.stream().filter(provider::hasNonNull).count();
        long all = builtIn + metric.plugins().size();
        require(all > 0, "no provider specified");
        require(all == 1, "multiple providers specified");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AnalysisException(otherwise);
        }
    }
}
