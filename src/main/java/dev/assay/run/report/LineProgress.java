package dev.assay.run.report;

import dev.assay.metric.Measurement;
import dev.assay.metric.Phase;
import dev.assay.text.ForeignText;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Progress in the log of a CI job: a line for each measurement, and one for each metric that ends. */
final class LineProgress implements Progress {
    private final PrintStream out;
    private final MeasurementNews news = new MeasurementNews();
    private final Map<String, Phase> ended = new HashMap<>();

    LineProgress(PrintStream out) {
        this.out = out;
    }

    @Override
    public void show(RunSnapshot run) {
        news.of(run).forEach(this::tell);
        for (MetricView metric : run.metrics()) {
            if (metric.phase().completed() && ended.putIfAbsent(metric.name(), metric.phase()) == null) {
                out.println(Words.name(metric) + ": " + metric.phase()
                        + metric.reason().map(reason -> ", " + reason).orElse(""));
            }
        }
        out.flush();
    }

    private void tell(MeasurementNews.News fresh) {
        MetricView metric = fresh.metric();
        Measurement measurement = fresh.measurement();
        StringBuilder line = new StringBuilder(Words.name(metric)).append(": measurement ");
        line.append(fresh.number());
        Optional<Long> wanted = metric.wanted();
        wanted.filter(count -> count >= fresh.number())
                .ifPresent(count -> line.append(" of ").append(count));
        line.append(' ').append(Words.value(measurement.phase().text()));
        if (!measurement.value().isEmpty()) {
            line.append(", value ").append(Words.value(measurement.value()));
        }
        if (!measurement.message().isEmpty()) {
            line.append(": ").append(Words.message(measurement));
        }
        if (fresh.missed() > 0) {
            line.append(" (").append(fresh.missed()).append(" before it are not kept any more)");
        }
        out.println(line);
    }

    @Override
    public void note(String sentence) {
        out.println(ForeignText.visible(sentence));
        out.flush();
    }

    @Override
    public void tick() {}

    @Override
    public void end() {
        out.flush();
    }
}
