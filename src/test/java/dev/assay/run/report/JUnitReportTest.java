package dev.assay.run.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class JUnitReportTest {
    private static final String FAILED = "\"phase\":\"Failed\",\"count\":1,\"failed\":1,\"measurements\":[";

    @Test
    void each_metric_is_a_test_case() throws Exception {
        RunSnapshot run = RunJson.of("Failed")
                .metric(
                        "good",
                        "\"count\":1",
                        "\"phase\":\"Successful\",\"successful\":1,\"measurements\":["
                                + RunJson.measurement(0, "Successful", "1", "") + "]")
                .metric(
                        "bad <&>",
                        "\"count\":1,\"successCondition\":\"result < {{args.limit}}\"",
                        FAILED + RunJson.measurement(2, "Failed", "9", "") + "]")
                .metric(
                        "broken",
                        "\"count\":1",
                        "\"phase\":\"Error\",\"error\":5,\"consecutiveError\":5,\"measurements\":["
                                + RunJson.measurement(1, "Error", "", "no route") + "]")
                .metric(
                        "unsure",
                        "\"count\":1",
                        "\"phase\":\"Inconclusive\",\"inconclusive\":1,\"measurements\":["
                                + RunJson.measurement(1, "Inconclusive", "4", "") + "]")
                .ended(3, "Metric \"bad\" assessed Failed")
                .snapshot();

        Element suite = suite(new Outcome(Verdict.FAILED, Optional.of(run), List.of()));

        assertThat(suite.getAttribute("name")).isEqualTo("gate");
        assertThat(counts(suite)).containsExactly("4", "2", "1", "0");
        assertThat(suite.getAttribute("time")).isEqualTo("3.000");
        assertThat(suite.getAttribute("timestamp")).isEqualTo("2026-01-02T03:04:05");
        assertThat(cases(suite)).containsExactly("good", "bad <&>", "broken", "unsure");
        Element failure = child(suite, "failure");
        assertThat(failure.getAttribute("type")).isEqualTo("Failed");
        assertThat(failure.getAttribute("message")).isEqualTo("failed (1) > failureLimit (0)");
        assertThat(failure.getTextContent())
                .contains("value      9")
                .contains("condition  successCondition: result < 5");
        assertThat(child(suite, "error").getAttribute("message"))
                .isEqualTo("consecutiveErrors (5) > consecutiveErrorLimit (4)");
        assertThat(((Element) suite.getElementsByTagName("testcase").item(1)).getAttribute("classname"))
                .isEqualTo("gate");
    }

    @Test
    void a_metric_in_dry_run_is_skipped_however_it_ends() throws Exception {
        RunSnapshot run = RunJson.of("Successful")
                .metric(
                        "trial",
                        "\"count\":1",
                        FAILED.replace("\"count\"", "\"dryRun\":true,\"count\"")
                                + RunJson.measurement(0, "Failed", "9", "") + "]")
                .metric("never", "\"count\":1", "")
                .snapshot();

        Element suite = suite(new Outcome(Verdict.SUCCESSFUL, Optional.of(run), List.of()));

        assertThat(counts(suite)).containsExactly("2", "0", "0", "2");
        assertThat(child(suite, "skipped").getAttribute("message"))
                .isEqualTo("dry run: Failed, failed (1) > failureLimit (0)");
    }

    @Test
    void characters_that_xml_cannot_hold_are_made_visible() throws Exception {
        RunSnapshot run = RunJson.of("Failed")
                .metric(
                        "bad\u0001",
                        "\"count\":1",
                        FAILED + RunJson.measurement(0, "Failed", "\\u001b[31m\\ud800\\uffff", "a\\u0000b") + "]")
                .snapshot();

        String text = JUnitReport.of(new Outcome(Verdict.FAILED, Optional.of(run), List.of()));

        assertThat(text).doesNotContain("\u0001", "\u0000", "\u001b", "\uffff");
        assertThat(cases(suite(text))).containsExactly("bad\\u0001");
    }

    @Test
    void a_run_that_did_not_come_to_its_end_has_a_test_case_of_its_own() throws Exception {
        Element suite = suite(new Outcome(Verdict.TIMED_OUT, Optional.empty(), List.of("its time was over")));

        assertThat(counts(suite)).containsExactly("1", "0", "1", "0");
        assertThat(cases(suite)).containsExactly("AnalysisRun");
        assertThat(child(suite, "error").getAttribute("message")).isEqualTo("its time was over");
    }

    @Test
    void a_run_that_ends_with_error_before_a_metric_is_measured_tells_why() throws Exception {
        RunSnapshot run = RunJson.of("Error")
                .ended(0, "Analysis spec invalid: no metrics specified")
                .snapshot();

        Element suite = suite(new Outcome(Verdict.ERROR, Optional.of(run), List.of()));

        assertThat(counts(suite)).containsExactly("1", "0", "1", "0");
        assertThat(child(suite, "error").getAttribute("message"))
                .isEqualTo("Analysis spec invalid: no metrics specified");
    }

    private static List<String> counts(Element suite) {
        return List.of(
                suite.getAttribute("tests"),
                suite.getAttribute("failures"),
                suite.getAttribute("errors"),
                suite.getAttribute("skipped"));
    }

    private static List<String> cases(Element suite) {
        NodeList cases = suite.getElementsByTagName("testcase");
        return IntStream.range(0, cases.getLength())
                .mapToObj(i -> ((Element) cases.item(i)).getAttribute("name"))
                .toList();
    }

    private static Element child(Element suite, String name) {
        return (Element) suite.getElementsByTagName(name).item(0);
    }

    private static Element suite(Outcome outcome) throws Exception {
        return suite(JUnitReport.of(outcome));
    }

    private static Element suite(String xml) throws Exception {
        Document document = DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
        assertThat(document.getDocumentElement().getTagName()).isEqualTo("testsuites");
        return (Element) document.getElementsByTagName("testsuite").item(0);
    }
}
