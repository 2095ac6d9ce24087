package dev.assay.run.report;

import dev.assay.metric.Measurement;
import dev.assay.metric.Phase;
import dev.assay.text.ForeignText;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/**
 * The report that GitLab, Jenkins and others read: JUnit's XML with a test case for each metric. A metric in dry run, or
 * without a measurement, is skipped. A run that did not come to its own end has a test case of its own, with an error.
 */
public final class JUnitReport {
    private static final String CASE = "testcase";
    private static final String MESSAGE = "message";

    private final XMLStreamWriter xml;
    private final String suite;

    private JUnitReport(XMLStreamWriter xml, String suite) {
        this.xml = xml;
        this.suite = suite;
    }

    public static String of(Outcome outcome) {
        StringWriter text = new StringWriter();
        String suite = outcome.run()
                .map(RunSnapshot::name)
                .filter(name -> !name.isEmpty())
                .orElse("AnalysisRun");
        try {
            // The JDK's own, which needs no search for another one; a native executable could not search.
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            new JUnitReport(xml, suite).write(outcome);
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("XML cannot be written into memory", e);
        }
        return text + "\n";
    }

    private void write(Outcome outcome) throws XMLStreamException {
        List<MetricView> metrics = outcome.run().map(RunSnapshot::metrics).orElse(List.of());
        Optional<String> ofRun = faultOfRun(outcome, metrics);
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeCharacters("\n");
        xml.writeStartElement("testsuites");
        xml.writeStartElement("testsuite");
        attribute("name", suite);
        attribute("tests", metrics.size() + (ofRun.isPresent() ? 1 : 0));
        attribute("failures", count(metrics, Kind.FAILURE));
        attribute("errors", count(metrics, Kind.ERROR) + (ofRun.isPresent() ? 1 : 0));
        attribute("skipped", count(metrics, Kind.SKIPPED));
        @Nullable Instant startedAt = outcome.run().map(RunSnapshot::startedAt).orElse(null);
        @Nullable
        Instant completedAt = outcome.run().map(RunSnapshot::completedAt).orElse(null);
        attribute("time", seconds(startedAt, completedAt));
        if (startedAt != null) {
            // Jenkins knows no zone in it.
            attribute("timestamp", startedAt.toString().replace("Z", ""));
        }
        for (MetricView metric : metrics) {
            write(metric);
        }
        if (ofRun.isPresent()) {
            beginCase(suite, "0");
            fault(
                    "error",
                    outcome.verdict().text(),
                    ofRun.get().lines().findFirst().orElse(""),
                    ofRun.get());
            xml.writeEndElement();
        }
        xml.writeEndElement();
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    /** Why the run as a whole is not well, where no metric tells it. */
    private static Optional<String> faultOfRun(Outcome outcome, List<MetricView> metrics) {
        boolean told = outcome.reasons().isEmpty()
                && (outcome.verdict() == Verdict.SUCCESSFUL
                        || count(metrics, Kind.FAILURE) + count(metrics, Kind.ERROR) > 0);
        if (told) {
            return Optional.empty();
        }
        String message = outcome.run().map(RunSnapshot::message).orElse("");
        List<String> reasons = outcome.reasons().isEmpty() ? List.of(message) : outcome.reasons();
        return Optional.of(String.join("\n", reasons));
    }

    private enum Kind {
        PASSED,
        FAILURE,
        ERROR,
        SKIPPED;

        static Kind of(MetricView metric) {
            if (metric.dryRun() || metric.measurements().isEmpty()) {
                return SKIPPED;
            }
            if (!metric.isBad()) {
                return PASSED;
            }
            return metric.phase().equals(Phase.ERROR) ? ERROR : FAILURE;
        }
    }

    private static long count(List<MetricView> metrics, Kind kind) {
        return metrics.stream().filter(metric -> Kind.of(metric) == kind).count();
    }

    private void write(MetricView metric) throws XMLStreamException {
        beginCase(metric.name(), seconds(begin(metric), end(metric)));
        switch (Kind.of(metric)) {
            case PASSED -> {}
            case FAILURE -> fault("failure", metric.phase().text(), summary(metric), SummaryText.details(metric));
            case ERROR -> fault("error", metric.phase().text(), summary(metric), SummaryText.details(metric));
            case SKIPPED -> {
                xml.writeStartElement("skipped");
                attribute(
                        MESSAGE,
                        metric.measurements().isEmpty()
                                ? "not measured"
                                : "dry run: " + metric.phase()
                                        + metric.reason()
                                                .map(reason -> ", " + reason)
                                                .orElse(""));
                xml.writeEndElement();
            }
        }
        if (!metric.finished().isEmpty()) {
            xml.writeStartElement("system-out");
            xml.writeCharacters(legal(measurements(metric)));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private static String measurements(MetricView metric) {
        return metric.finished().stream()
                .map(m -> m.phase() + (m.value().isEmpty() ? "" : ", value " + Words.line(m.value()))
                        + (m.message().isEmpty() ? "" : ": " + Words.message(m)) + "\n")
                .collect(Collectors.joining());
    }

    private void beginCase(String name, String time) throws XMLStreamException {
        xml.writeStartElement(CASE);
        attribute("classname", suite);
        attribute("name", name);
        attribute("time", time);
    }

    private void fault(String element, String type, String summary, String text) throws XMLStreamException {
        xml.writeStartElement(element);
        attribute("type", type);
        attribute(MESSAGE, summary);
        xml.writeCharacters(legal(text));
        xml.writeEndElement();
    }

    /** The rule that ended the metric, else the plugin's words. */
    private static String summary(MetricView metric) {
        return metric.reason()
                .or(() -> metric.decisive().map(Words::message))
                .filter(text -> !text.isEmpty())
                .orElse(metric.phase().text());
    }

    private static @Nullable Instant begin(MetricView metric) {
        return metric.measurements().isEmpty()
                ? null
                : metric.measurements().get(0).startedAt();
    }

    private static @Nullable Instant end(MetricView metric) {
        return metric.last().map(Measurement::finishedAt).orElse(null);
    }

    private static String seconds(@Nullable Instant from, @Nullable Instant to) {
        double seconds = from == null || to == null
                ? 0
                : Math.max(0, Duration.between(from, to).toMillis()) / 1000.0;
        return String.format(Locale.ROOT, "%.3f", seconds);
    }

    private void attribute(String name, Object value) throws XMLStreamException {
        xml.writeAttribute(name, legal(value.toString()));
    }

    /** XML 1.0 has no place for most control characters, however they are escaped. */
    private static String legal(String text) {
        return text.lines()
                .map(ForeignText::visible)
                .collect(Collectors.joining("\n"))
                .replace("\ufffe", "\\ufffe")
                .replace("\uffff", "\\uffff");
    }
}
