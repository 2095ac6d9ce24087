package dev.assay.sample;

import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.metric.ProviderException;
import dev.assay.plugin.Conditions;
import dev.assay.plugin.Measurements;
import dev.assay.plugin.MetricPlugin;
import java.io.IOException;
import java.io.InputStream;

/**
 * The plugin that reads one series from a page in Prometheus' text format. Its configuration has {@code url}, {@code metric}
 * (the name of the series) and {@code labels}, which the series must have among its own. The URL {@code self} is the page of
 * the plugin itself ({@link OwnPage}). The result for conditions is the number, and the measurement's value is its text.
 */
final class ScrapePlugin implements MetricPlugin {
    /** The schema of its part of a metric. */
    static final String SCHEMA = """
            {"type": "object", "required": ["url", "metric"], "additionalProperties": false, "properties": {
              "url": {"type": "string", "minLength": 1},
              "metric": {"type": "string", "minLength": 1},
              "labels": {"type": ["object", "null"], "additionalProperties": {"type": ["string", "null"]}}}}""";

    private final BoundedHttp http;
    private final OwnPage own = new OwnPage(System::nanoTime);

    ScrapePlugin(BoundedHttp http) {
        this.http = http;
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
    public Measurement run(AnalysisRun analysisRun, Metric metric) throws IOException, InterruptedException {
        SampleConfig config = SampleConfig.of(metric);
        String url = config.required("url");
        String name = config.required("metric");
        SeriesSearch search = new SeriesSearch(name, config.texts("labels"));
        if (url.equals(OwnPage.NAME)) {
            readPage(url, own.read(), search);
        } else {
            scrape(url, search);
        }
        Series series = search.only(SampleRequest.shown(url));
        return Measurements.of(Conditions.evaluate(series.number(), metric), series.value());
    }

    private void scrape(String url, SeriesSearch search) throws InterruptedException {
        if (!SampleRequest.isUrl(url)) {
            throw new ProviderException("tried to ask " + SampleRequest.shown(url)
                    + ", but it is no URL; write one such as http://localhost:9000/q/metrics");
        }
        int status = http.inTurn(
                url,
                () -> http.getPage(url, (code, body) -> {
                    if (code == 200) {
                        readPage(url, body, search);
                    }
                    return code;
                }));
        if (status != 200) {
            throw new ProviderException("tried to read " + SampleRequest.shown(url) + ", but it answered with status "
                    + status + "; check the url");
        }
    }

    private static void readPage(String url, InputStream body, SeriesSearch search) throws IOException {
        try {
            ExpositionPage.read(body, search);
        } catch (Exposition.FormatException e) {
            throw new ProviderException("tried to read " + SampleRequest.shown(url)
                    + " as Prometheus' text format, but " + e.getMessage() + "; check the url");
        }
    }
}
