package dev.assay.api.console;

import static dev.assay.api.console.StubPlugins.plugin;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.console.StubService.Answer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** The page that starts a run, in a real browser. */
class RunStartIT extends InBrowser {
    private static final By EDITOR = By.cssSelector(".CodeMirror");
    private static final By FIELDS = By.cssSelector("fieldset");
    private static final By PART = By.cssSelector("[aria-label=Start]");

    private static final String TEMPLATES = """
            apiVersion: argoproj.io/v1alpha1
            kind: AnalysisTemplate
            metadata: {name: one}
            spec:
              args:
              - name: service   # which one
              - name: threshold
                value: "0.95"
              - name: token
                valueFrom:
                  secretKeyRef: {name: shop, key: token}
              metrics:
              - name: a
                provider: {job: {spec: {template: {spec: {containers: [{args: [x]}]}}}}}
            ---
            kind: AnalysisTemplate
            spec:
              args:
                - name: service
                  value: {{ args.other }}
            """;

    @Test
    void the_arguments_of_templates_are_fields_and_warnings_are_shown_with_the_run() throws Exception {
        show(List.of(plugin("acme/latency", "Ready", "")));
        StubRuns run = StubRuns.checkout();
        service.tell(StubRuns.WATCH + "/shop-check-1", "analysisrun", run.full());
        service.on(StubRuns.WATCH, body -> new Answer(201, run.full())
                .with("Warning", "299 - \"unknown field \\\"spec.x\\\"\", 299 - \"a Job is passed over\""));
        open("#/start");
        browser.awaitText(EDITOR, "acme/latency");
        browser.awaitText(EDITOR, "interval: 5s");
        write(TEMPLATES.replace("value: {{ args.other }}", ""));
        browser.awaitText(FIELDS, "threshold");
        assertThat(browser.all(By.cssSelector("fieldset input"))).hasSize(3);
        assertThat(browser.all(By.cssSelector("fieldset input:required"))).hasSize(1);
        press("Start");
        browser.awaitText(PART, "This argument has no value yet.");
        browser.script("document.activeElement.known = true");
        assertThat(browser.script("return document.querySelector('fieldset input:required').known"))
                .isEqualTo(true);
        browser.find(By.cssSelector("fieldset input:required")).sendKeys("check out=1&2");
        browser.find(By.cssSelector("#unknown-fields option[value=Warn]")).click();
        browser.picture("start-light");
        press("Start");

        browser.awaitText(By.tagName("h1"), "shop-check-1");
        browser.awaitText(By.tagName("main"), "unknown field \"spec.x\"");
        browser.awaitText(By.tagName("main"), "a Job is passed over");
        assertThat(service.asked.stream().map(one -> URLDecoder.decode(one, StandardCharsets.UTF_8)))
                .containsExactly("POST /api/v1/analysisruns?fieldValidation=Warn&arg=service=check out=1&2");
        open("#/start");
        write(TEMPLATES);
        browser.awaitText(FIELDS, "other");
        write("{\"kind\":\"List\",\"items\":[{\"spec\":{\"args\":[{\"name\":\"of-json\"}]}}]}");
        browser.awaitText(FIELDS, "of-json");
        assertNoMessage();
    }

    @Test
    void a_fault_is_underlined_and_a_full_service_says_when_to_try_again() throws Exception {
        show(List.of(plugin("acme/latency", "Ready", "")));
        service.on(
                StubRuns.WATCH,
                body -> Answer.problem(400, "no", List.of("unknown field \"spec.metrics[0].successCondition\"")));
        open("#/start");
        browser.awaitText(EDITOR, "acme/latency");
        write("spec:\n  metrics:\n  - name: a\n    successCondition: x\n");
        browser.find(By.cssSelector(".CodeMirror textarea")).sendKeys(Keys.CONTROL, Keys.ENTER);
        browser.awaitText(By.cssSelector(".faults .line"), "line 4");
        assertThat(browser.find(By.cssSelector(".cm-fault")).getText()).contains("successCondition");
        browser.picture("start-fault");
        service.on(
                StubRuns.WATCH, body -> Answer.problem(503, "tried to keep one more run, but there are 1000", List.of())
                        .with("Retry-After", "7"));
        press("Start");
        browser.awaitText(PART, "No run was started");
        browser.awaitText(PART, "Try again in 7 seconds.");
        assertThat(browser.messages()).allMatch(message -> message.contains("400") || message.contains("503"));
    }

    @Test
    void a_tried_metric_and_a_checked_template_become_runs() throws Exception {
        show(List.of(plugin("acme/latency", "Ready", "")));
        open("#/try/acme/latency");
        browser.awaitText(EDITOR, "acme/latency");
        write("spec:\n  args:\n  - name: service\n");
        browser.find(By.id("try-arguments")).sendKeys("service=a=b");
        browser.find(By.linkText("Run to its end…")).click();
        browser.awaitText(FIELDS, "service");
        assertThat(browser.find(By.cssSelector("fieldset input")).getDomProperty("value"))
                .isEqualTo("a=b");

        service.on(
                "/api/v1/check",
                body -> Answer.of(Map.of(
                        "valid", true,
                        "platform", "linux/amd64",
                        "faults", List.of(),
                        "warnings", List.of(),
                        "notChecked", List.of(),
                        "analyses", List.of(Map.of("kind", "AnalysisTemplate", "name", "one", "metrics", 1)),
                        "plugins", List.of())));
        open("#/configuration");
        browser.awaitText(EDITOR, "acme/latency");
        write("kind: AnalysisTemplate\nspec:\n  metrics: []\n");
        press("Check");
        browser.find(By.linkText("Start as a run…")).click();
        browser.awaitText(By.tagName("h1"), "Start a run");
        browser.awaitText(EDITOR, "metrics: []");
        assertNoMessage();
    }

    /** Writes a text into the editor, as a person would. */
    private static void write(String text) {
        browser.find(EDITOR);
        browser.script(
                "const editor = document.querySelector('.CodeMirror').CodeMirror;"
                        + "editor.replaceRange(arguments[0], {line: 0, ch: 0}, {line: editor.lineCount()}, '+input')",
                text);
    }
}
