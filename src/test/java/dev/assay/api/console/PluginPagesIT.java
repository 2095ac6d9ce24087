package dev.assay.api.console;

import static dev.assay.api.console.StubPlugins.WATCH;
import static dev.assay.api.console.StubPlugins.line;
import static dev.assay.api.console.StubPlugins.many;
import static dev.assay.api.console.StubPlugins.plugin;
import static dev.assay.api.console.StubPlugins.run;
import static dev.assay.api.console.StubPlugins.statistics;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.console.StubService.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** The pages of plugins in a real browser. */
class PluginPagesIT extends InBrowser {
    @Test
    void each_plugin_has_a_row_with_its_numbers_and_what_is_wrong_stands_first() throws Exception {
        show(List.of(
                plugin("acme/latency", "Ready", ""),
                plugin("acme/errors", "BackingOff", "the process ended with code 2"),
                plugin("acme/batch", "Failed", "its sha256 is another one")));
        open("");

        browser.awaitText(ROWS, "acme/batch");
        List<String> rows = browser.all(ROWS).stream().map(row -> row.getText()).toList();
        assertThat(rows).hasSize(3);
        assertThat(rows.get(0)).contains("acme/batch", "Failed", "its sha256 is another one");
        assertThat(rows.get(1)).contains("acme/errors", "BackingOff", "the process ended with code 2");
        assertThat(rows.get(2))
                .contains(
                        "acme/latency",
                        "Ready",
                        "12.5",
                        "7 %",
                        "12.5 ms",
                        "1.23 s",
                        "2 + 1 waiting",
                        "60 MiB",
                        "v0.3.1");
        assertThat(browser.find(CONNECTION).getText()).isEqualTo("Live");
        browser.picture("plugins-light");
        browser.prefer("dark");
        browser.picture("plugins-dark");
        assertNoMessage();
    }

    @Test
    void a_row_changes_when_its_plugin_does() throws Exception {
        show(List.of(plugin("acme/latency", "Ready", ""), plugin("acme/errors", "Ready", "")));
        open("");
        browser.awaitText(ROWS, "acme/latency");
        browser.script("document.querySelectorAll('table.plugins tbody tr').forEach(row => row.known = true)");

        service.tell(WATCH, "plugin", plugin("acme/latency", "BackingOff", "the process was killed by SIGKILL"));

        browser.awaitText(ROWS, "killed by SIGKILL");
        browser.awaitText(By.cssSelector(".summary"), "BackingOff");
        browser.until(
                () -> String.valueOf(browser.script("return document.getElementById('announcer').textContent"))
                        .contains("acme/latency is BackingOff"),
                () -> "word for screen readers");
        service.tell(WATCH, "removed", Map.of("name", "acme/errors"));
        browser.until(() -> browser.all(ROWS).size() == 1, () -> "table with one row");
        assertThat(browser.script("return document.querySelector('table.plugins tbody tr').known"))
                .as("the row is still the same element")
                .isEqualTo(true);
        assertNoMessage();
    }

    @Test
    void faults_of_the_configuration_stand_on_top() throws Exception {
        show(List.of(plugin("acme/latency", "Ready", "")));
        open("");
        browser.awaitText(ROWS, "acme/latency");
        service.tell(
                WATCH,
                "configuration",
                Map.of(
                        "configurationFault",
                        Map.of(
                                "message",
                                "tried to read the plugins from the ConfigMap a, but\n  metricProviderPlugins[0].sha256 (line"
                                        + " 4 of metricProviderPlugins): has 40 digits; write 64",
                                "since",
                                "2026-01-02T03:04:05Z")));
        browser.awaitText(By.cssSelector("main .notice"), "line 4 of metricProviderPlugins");
        service.tell(WATCH, "configuration", Map.of());
        browser.until(() -> browser.all(By.cssSelector("main .notice")).isEmpty(), () -> "end of the notice");
        assertNoMessage();
    }

    @Test
    void nothing_of_a_hostile_plugin_becomes_markup() throws Exception {
        String hostile =
                "<script>window.broken=1</script><img src=x onerror='window.broken=1'>\u202egnp.exe\u2066\u0007";
        String name = "acme/<b onmouseover=alert(1)>x";
        String escaped = name.replace("<", "%3C").replace(">", "%3E").replace(" ", "%20");
        String longText = "x".repeat(20_000);
        service.on(
                "/api/v1/plugins/" + name + "/history",
                body -> Answer.of(Map.of(
                        "events",
                        List.of(Map.of(
                                "time",
                                "2026-01-02T03:04:05Z",
                                "type",
                                hostile,
                                "message",
                                hostile,
                                "pid",
                                1,
                                "generation",
                                1)))));
        String logs = "/api/v1/plugins/" + name + "/logs";
        service.tell(logs, "line", line("<u>", hostile));
        service.tell(logs, "line", line("error", longText));
        show(List.of(plugin(name, "Failed", hostile + longText), plugin(longText + "/a", "Ready", "")));
        open("");

        browser.awaitText(ROWS, name);
        browser.awaitText(ROWS, "\\u202egnp.exe\\u2066\\u0007");
        assertFits();
        open("#/plugins/" + escaped);
        browser.awaitText(By.tagName("h1"), name);
        browser.awaitText(By.cssSelector(".log"), "<script>window.broken=1</script>");
        browser.awaitText(By.tagName("tbody"), "<script>window.broken=1</script>");
        assertFits();
        service.on("/api/v1/measurements", body -> Answer.of(run(hostile + longText)));
        open("#/try/" + escaped);
        browser.awaitText(By.cssSelector(".CodeMirror"), "\"" + name + "\"");
        press("Run");
        browser.awaitText(By.cssSelector("[aria-label=Result]"), "<script>window.broken=1</script>");
        assertFits();
        assertThat(browser.script("return window.broken")).isNull();
        assertThat(browser.all(By.cssSelector("main b[onmouseover], main img, main script, main u")))
                .isEmpty();
        assertNoMessage();
    }

    @Test
    void a_lost_connection_is_told_and_comes_back() throws Exception {
        show(List.of(plugin("acme/latency", "Ready", "")));
        open("");
        browser.awaitText(ROWS, "acme/latency");

        service.down = true;
        service.breakStreams();
        browser.awaitText(CONNECTION, "Connection lost, trying again");
        browser.awaitText(NOTICES, "What is shown is of");
        assertThat(browser.find(By.tagName("body")).getDomAttribute("class")).contains("stale");
        browser.picture("lost");

        service.forget(WATCH);
        service.down = false;
        show(List.of(plugin("acme/latency", "Unresponsive", "a health check is unanswered")));
        browser.awaitText(CONNECTION, "Live");
        browser.awaitText(ROWS, "a health check is unanswered");
        assertThat(browser.find(NOTICES).getText()).isEmpty();
        assertThat(browser.messages()).allMatch(message -> message.contains("net::ERR_"));
    }

    @Test
    void two_hundred_plugins_are_filtered_and_sorted_and_new_numbers_rebuild_nothing() throws Exception {
        List<Map<String, Object>> plugins = many(200);
        show(plugins);
        open("");
        browser.until(() -> browser.all(ROWS).size() == 200, () -> "table with 200 rows");
        browser.awaitText(ROWS, "12.5");
        browser.script("document.querySelectorAll('table.plugins *').forEach(element => element.known = true)");
        for (int second = 0; second < 30; second++) {
            service.tell(WATCH, "statistics", statistics(plugins, second + 0.5));
        }
        browser.awaitText(ROWS, "29.5");
        assertThat(browser.script(
                        "return [...document.querySelectorAll('table.plugins *')].every(element => element.known)"))
                .as("each element is still the same")
                .isEqualTo(true);

        browser.find(By.id("filter")).sendKeys("plugin-19");
        browser.until(() -> browser.all(ROWS).size() == 11, () -> "table with the 11 rows that fit");
        browser.find(By.id("filter")).sendKeys(Keys.CONTROL, "a");
        browser.find(By.id("filter")).sendKeys(Keys.BACK_SPACE);
        press("Plugin");
        press("Plugin");
        browser.until(
                () -> browser.all(ROWS).get(0).getText().contains("acme/plugin-99"),
                () -> "row of the last name on top");
        assertNoMessage();
    }

    @Test
    void a_plugin_has_its_history_its_log_and_its_charts() throws Exception {
        service.on(
                LATENCY + "/history",
                body -> Answer.of(Map.of(
                        "events",
                        List.of(
                                Map.of("time", "2026-01-02T03:04:05Z", "type", "Started", "message", "pid 1", "pid", 1),
                                Map.of(
                                        "time",
                                        "2026-01-02T03:04:06Z",
                                        "type",
                                        "Exited",
                                        "message",
                                        "code 2",
                                        "pid",
                                        1)))));
        service.tell(LATENCY + "/logs", "line", line("debug", "first words"));
        service.tell(LATENCY + "/logs", "line", line("error", "cannot reach it"));
        show(List.of(plugin("acme/latency", "Ready", "")));
        for (int i = 0; i < 20; i++) {
            service.tell(WATCH, "statistics", statistics(List.of(plugin("acme/latency", "Ready", "")), i));
        }
        browser.resize(1440, 1600);
        open("#/plugins/acme/latency");

        browser.awaitText(By.cssSelector(".log"), "first words");
        browser.awaitText(By.tagName("tbody"), "Exited");
        browser.until(() -> browser.all(By.cssSelector(".plot canvas")).size() == 5, () -> "five charts");
        browser.picture("plugin-light");
        browser.prefer("dark");
        browser.until(() -> browser.all(By.cssSelector(".plot canvas")).size() == 5, () -> "five charts");
        browser.picture("plugin-dark");
        browser.find(By.cssSelector("#log-level option[value=warn]")).click();
        assertThat(browser.find(By.cssSelector(".log")).getText())
                .contains("cannot reach it")
                .doesNotContain("first words");
        service.tell(LATENCY + "/logs", "line", line("warn", "came later"));
        browser.awaitText(By.cssSelector(".log"), "came later");
        browser.find(By.id("log-search")).sendKeys("LATER");
        assertThat(browser.find(By.cssSelector(".log")).getText()).doesNotContain("cannot reach it");
        assertNoMessage();
    }
}
