package dev.assay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testing.NothingLeftBehind;
import dev.assay.testing.PackagedApplication;
import dev.assay.testing.PackagedProgram;
import dev.assay.testing.browser.Browser;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

/** The console of the packaged Assay in a real browser. */
class ConsoleIT {
    private static final By MAIN = By.tagName("main");
    private static final By ROWS = By.cssSelector("table.plugins tbody tr");
    private static final By RUNS = By.cssSelector("table.runs tbody tr");
    private static final Map<String, String> PLUGINS = Map.of("assay/sample-scrape", "builtin://sample-scrape");
    private static final By EDITOR = By.cssSelector(".CodeMirror");

    @RegisterExtension
    final NothingLeftBehind nothingLeftBehind = new NothingLeftBehind();

    @TempDir
    Path folder;

    @Test
    void a_person_sees_a_plugin_die_and_come_back_tries_a_metric_and_checks_a_configuration() throws Exception {
        try (Browser browser = Browser.start(folder.resolve("profile"));
                PackagedApplication application =
                        PackagedApplication.start(PackagedProgram.file(), folder, PLUGINS, List.of())) {
            String page = application.address().toString() + "/";
            browser.open(page);
            browser.awaitText(ROWS, "Ready");

            ProcessHandle plugin = application.children().get(0);
            browser.open(page + "#/plugins/assay/sample-scrape");
            browser.awaitText(By.cssSelector(".facts"), "pid " + plugin.pid());
            assertThat(plugin.destroyForcibly()).isTrue();
            browser.awaitText(By.cssSelector("tbody"), "Exited");
            browser.awaitText(By.cssSelector(".head"), "Ready");
            browser.until(
                    () -> !browser.find(By.cssSelector(".facts")).getText().contains("pid " + plugin.pid()),
                    () -> "other process");
            browser.picture("real-plugin");

            browser.open(page + "#/try/assay/sample-scrape");
            browser.awaitText(EDITOR, "process_uptime_seconds");
            edit(browser, "http://localhost:9000", application.management().toString());
            browser.press("Run");
            browser.awaitText(By.cssSelector(".results"), "Successful");
            edit(browser, "successCondition", "sucessCondition");
            browser.press("Run");
            browser.awaitText(MAIN, "probably successCondition");
            assertThat(browser.find(By.cssSelector(".cm-fault")).getText()).contains("sucessCondition");
            assertThat(browser.messages()).allMatch(message -> message.contains("400") || message.contains("/logs?"));

            browser.open(page + "#/configuration");
            browser.awaitText(EDITOR, "acme/latency");
            browser.press("Check");
            browser.awaitText(MAIN, "No faults in 1 plugin");
            edit(browser, "file://", "ftp://");
            browser.press("Check");
            browser.awaitText(MAIN, "1 fault.");
            assertThat(browser.find(By.cssSelector(".cm-fault")).getText()).contains("ftp://");
            browser.open(page);
            browser.awaitText(ROWS, "Ready");
            browser.picture("real-plugins");
            assertThat(browser.messages()).isEmpty();
        }
    }

    @Test
    void a_person_starts_a_run_sees_it_go_to_its_end_and_terminates_another() throws Exception {
        try (Browser browser = Browser.start(folder.resolve("profile"));
                PackagedApplication application =
                        PackagedApplication.start(PackagedProgram.file(), folder, PLUGINS, List.of())) {
            String page = application.address().toString() + "/";
            browser.open(page + "#/runs");
            browser.awaitText(MAIN, "There are no runs yet.");
            browser.find(By.linkText("Start a run")).click();
            browser.awaitText(EDITOR, "process_uptime_seconds");
            browser.awaitText(EDITOR, "interval: 5s");
            edit(browser, "http://localhost:9000", application.management().toString());
            edit(browser, "interval: 5s", "interval: 1s");
            edit(browser, "spec:", "spec:\n  args:\n    - name: least");
            edit(browser, "result > 0", "result > {{args.least}}");
            browser.find(By.cssSelector("fieldset input")).sendKeys("0.5");
            browser.press("Start");
            browser.awaitText(By.cssSelector(".metric"), "Measured 5 of 5: 5 successful");
            browser.awaitText(By.cssSelector(".head"), "Successful");
            browser.awaitText(By.cssSelector(".metric"), "successful where > 0.5");
            browser.find(By.cssSelector(".plot canvas"));
            browser.resize(1280, 900);
            browser.picture("real-run");
            browser.resize(360, 1500);
            browser.picture("real-run-narrow");
            browser.resize(1280, 900);

            browser.open(page + "#/start");
            browser.awaitText(EDITOR, "process_uptime_seconds");
            edit(browser, "http://localhost:9000", application.management().toString());
            edit(browser, "count: 5", "count: 1000");
            edit(browser, "name: try", "name: long");
            edit(browser, "result > 0", "result > 0 && result < 1");
            edit(browser, "interval: 5s", "interval: 5s\n      failureLimit: 900");
            browser.press("Start");
            browser.awaitText(By.cssSelector(".metric"), "1 failed, limit 900");
            browser.press("Terminate…");
            browser.press("Terminate");
            browser.awaitText(By.cssSelector(".run-page"), "Run Terminated");
            browser.awaitText(By.id("connection"), "Complete");
            browser.open(page + "#/runs");
            browser.until(() -> browser.all(RUNS).size() == 2, () -> "list of both runs");
            browser.picture("real-runs");
            browser.find(By.linkText("long")).click();
            browser.awaitText(By.id("connection"), "Complete");
            browser.press("Delete…");
            browser.press("Delete");
            browser.until(() -> browser.all(RUNS).size() == 1, () -> "list without the deleted run");
            assertThat(browser.messages()).isEmpty();
        }
    }

    @Test
    void a_console_that_is_switched_off_is_not_there() throws Exception {
        try (PackagedApplication application = PackagedApplication.start(
                PackagedProgram.file(), folder, PLUGINS, List.of("-Dassay.console.enabled=false"))) {
            for (String path : List.of("/", "/index.html", "/console/app.js")) {
                HttpRequest request = HttpRequest.newBuilder(URI.create(application.address() + path))
                        .build();
                HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
                assertThat(answer.statusCode()).as(path).isEqualTo(404);
                assertThat(answer.body()).as(path).doesNotContain("console is at");
            }
        }
    }

    /** Replaces a part of the text in the editor, as a person would. */
    private static void edit(Browser browser, String part, String replacement) {
        browser.script(
                "const editor = document.querySelector('.CodeMirror').CodeMirror;"
                        + "editor.replaceRange(editor.getValue().replace(arguments[0], arguments[1]),"
                        + " {line: 0, ch: 0}, {line: editor.lineCount()}, '+input')",
                part,
                replacement);
    }
}
