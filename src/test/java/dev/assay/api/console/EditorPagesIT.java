package dev.assay.api.console;

import static dev.assay.api.console.StubPlugins.plugin;
import static dev.assay.api.console.StubPlugins.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.console.StubService.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/** The pages on which a person writes, in a real browser. */
class EditorPagesIT extends InBrowser {
    private static final By RESULT = By.cssSelector("[aria-label=Result]");
    private static final By REPORT = By.cssSelector("[aria-label=Report]");

    @Test
    void a_metric_is_tried_and_a_fault_is_underlined() throws Exception {
        show(List.of(plugin("dromadaire54/rollouts-plugin-loki", "Ready", ""), plugin("acme/latency", "Ready", "")));
        open("#/try/acme/latency");
        browser.awaitText(By.cssSelector(".CodeMirror"), "acme/latency: {}");
        service.on(
                "/api/v1/measurements",
                body -> body.contains("acme/latency")
                        ? Answer.of(run("12.5"))
                        : Answer.problem(400, "no", List.of("unknown field \"spec.metrics[0].successCondition\"")));
        press("Run");
        browser.awaitText(RESULT, "12.5");
        press("Run");
        browser.find(By.cssSelector(".plot canvas"));
        browser.picture("try-light");

        browser.find(By.cssSelector("#try-plugin option[value='dromadaire54/rollouts-plugin-loki']"))
                .click();
        browser.awaitText(By.cssSelector(".CodeMirror"), "http://loki.monitoring.svc");
        press("Run");
        browser.awaitText(RESULT, "unknown field");
        assertThat(browser.find(By.cssSelector(".cm-fault")).getText()).contains("successCondition");
        browser.awaitText(By.cssSelector(".faults .line"), "line 8");
        browser.picture("try-fault");
        assertThat(browser.messages()).allMatch(message -> message.contains("400"));
    }

    @Test
    void a_metric_is_run_again_and_again_until_it_is_stopped() throws Exception {
        show(List.of(plugin("acme/latency", "Ready", "")));
        service.on("/api/v1/measurements", body -> Answer.of(run("1")));
        open("#/try/acme/latency");
        browser.awaitText(By.cssSelector(".CodeMirror"), "acme/latency");
        browser.find(By.cssSelector("#try-often option[value='2']")).click();
        press("Run");
        browser.find(By.tagName("summary")).click();
        browser.until(() -> browser.all(By.cssSelector("details tbody tr")).size() >= 2, () -> "second run");
        press("Stop");
        browser.awaitText(By.cssSelector("main .main"), "Run");
        assertNoMessage();
    }

    @Test
    void a_manifest_is_checked_and_its_faults_are_underlined() throws Exception {
        show(List.of());
        service.on(
                "/api/v1/check",
                body -> Answer.of(Map.of(
                        "platform",
                        "linux/amd64",
                        "valid",
                        false,
                        "faults",
                        List.of(Map.of(
                                "entry",
                                "metricProviderPlugins[0] (acme/latency)",
                                "field",
                                "location",
                                "line",
                                2,
                                "key",
                                "metricProviderPlugins",
                                "problem",
                                "is no location",
                                "remedy",
                                "write one")),
                        "warnings",
                        List.of("a warning"),
                        "notChecked",
                        List.of("the Secret token, which is not in this file"),
                        "analyses",
                        List.of(),
                        "plugins",
                        List.of())));
        open("#/configuration");
        browser.find(By.cssSelector(".CodeMirror"));
        press("Check");
        browser.awaitText(REPORT, "is no location");
        assertThat(browser.find(REPORT).getText()).contains("write one", "a warning", "token", "line 8", "1 fault");
        assertThat(browser.find(By.cssSelector(".cm-fault")).getText()).contains("location:");
        browser.picture("configuration-light");
        assertNoMessage();
    }
}
