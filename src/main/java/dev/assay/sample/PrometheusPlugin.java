package dev.assay.sample;

import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.metric.Phase;
import dev.assay.metric.ProviderException;
import dev.assay.plugin.Conditions;
import dev.assay.plugin.Measurements;
import dev.assay.plugin.MetricPlugin;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The plugin that queries Prometheus, as Argo's own sample plugin does ({@code test/cmd/metrics-plugin-sample}). Its
 * configuration has {@code query} and {@code address}; without an address, the variable {@value #ADDRESS} counts. The
 * value of a scalar has the form {@code 1}, that of a vector {@code [1,2]}.
 */
final class PrometheusPlugin implements MetricPlugin {
    /** The schema of its part of a metric. */
    static final String SCHEMA = """
            {"type": "object", "required": ["query"], "additionalProperties": false, "properties": {
              "address": {"type": ["string", "null"]},
              "query": {"type": "string"}}}""";

    private static final String ADDRESS = "ARGO_ROLLOUTS_PROMETHEUS_ADDRESS";

    private final BoundedHttp http;
    private final Map<String, String> environment;
    private final InstantSource clock;

    PrometheusPlugin(BoundedHttp http, Map<String, String> environment, InstantSource clock) {
        this.http = http;
        this.environment = environment;
        this.clock = clock;
    }

    @Override
    public String type() {
        return "RPCPlugin";
    }

    @Override
    public void initialize() {
        http.requireValidTargets();
    }

    @Override
    public Measurement run(AnalysisRun analysisRun, Metric metric) throws InterruptedException {
        SampleConfig config = SampleConfig.of(metric);
        String url = address(config.text("address")).replaceFirst("/+$", "") + "/api/v1/query";
        String query = config.text("query");
        PrometheusAnswer answer = http.inTurn(url, () -> ask(url, query));
        Phase phase = Conditions.evaluate(answer.result(), metric);
        if (answer.warnings().isEmpty()) {
            return Measurements.of(phase, answer.value());
        }
        String warnings = answer.warnings().stream().map(w -> '"' + w + '"').collect(Collectors.joining(", "));
        System.err.println("[WARN] Prometheus returned the following warnings: " + warnings);
        return Measurements.of(phase, answer.value(), Map.of("warnings", warnings));
    }

    @Override
    public Map<String, String> metadata(Metric metric) {
        Optional<Metric.PluginEntry> own = metric.plugin();
        String query = own.isEmpty() ? "" : SampleConfig.of(metric).text("query");
        return query.isEmpty() ? Map.of() : Map.of("ResolvedPrometheusQuery", query);
    }

    private String address(String configured) {
        String address = configured.isEmpty() ? environment.getOrDefault(ADDRESS, "") : configured;
        if (address.isEmpty()) {
            throw new ProviderException("prometheus address is not configured");
        }
        if (!SampleRequest.isUrl(address)) {
            throw new ProviderException("prometheus address is not is url format");
        }
        return address;
    }

    private PrometheusAnswer ask(String url, String query) throws InterruptedException {
        Instant now = clock.instant();
        String form = "query=" + URLEncoder.encode(query, StandardCharsets.UTF_8) + "&time="
                + String.format(Locale.ROOT, "%d.%03d", now.getEpochSecond(), now.getNano() / 1_000_000);
        BoundedHttp.Answer answer = http.postForm(url, form);
        boolean noPost = answer.status() == 405 || answer.status() == 501;
        return PrometheusAnswer.read(url, noPost ? http.getJson(url + "?" + form) : answer);
    }
}
