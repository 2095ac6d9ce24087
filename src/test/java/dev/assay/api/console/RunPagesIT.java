package dev.assay.api.console;

import static dev.assay.api.console.StubRuns.WATCH;
import static dev.assay.api.console.StubRuns.list;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.console.StubService.Answer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** The pages of runs in a real browser. */
class RunPagesIT extends InBrowser {
    private static final By RUNS = By.cssSelector("table.runs tbody tr");
    private static final By CARDS = By.cssSelector(".metric");
    private static final By MAIN = By.tagName("main");
    private static final String CHECKOUT = WATCH + "/shop-check-1";

    @BeforeEach
    void plugins() throws Exception {
        show(List.of());
    }

    @Test
    void runs_are_shown_as_they_go_on_and_the_newest_stands_first() throws Exception {
        StubRuns first = StubRuns.checkout();
        StubRuns second = new StubRuns("batch-2", "Failed").metric("lag", "Failed", Map.of());
        second.measured("lag", "Failed", "7", "9", "8").ended("Failed", "Metric \"lag\" assessed Failed");
        service.tell(WATCH, "analysisruns", list(List.of(first, second)));
        open("#/runs");

        browser.awaitText(RUNS, "shop-check-1");
        assertThat(browser.all(RUNS).get(0).getText())
                .contains("batch-2", "Failed", "Metric \"lag\" assessed Failed", "3 failed");
        assertThat(browser.all(RUNS).get(1).getText())
                .contains("namespace shop", "Running", "3, 1 in dry run", "9", "2 failed");
        assertThat(browser.find(CONNECTION).getText()).isEqualTo("Live");
        browser.picture("runs-light");

        service.tell(WATCH, "analysisrun", new StubRuns("third", "Running").brief());
        browser.awaitText(RUNS, "third");
        service.tell(WATCH, "analysisrun", first.ended("Successful", "").brief());
        browser.until(() -> browser.all(RUNS).get(2).getText().contains("Successful"), () -> "end of the first run");
        browser.until(() -> announced().contains("shop-check-1 is Successful"), () -> "word for screen readers");
        service.tell(WATCH, "removed", Map.of("name", "batch-2"));
        browser.until(() -> browser.all(RUNS).size() == 2, () -> "table with two rows");
        browser.find(By.cssSelector(".chip[data-state=Running]")).click();
        browser.until(() -> browser.all(RUNS).size() == 1, () -> "table with the run that goes on");
        browser.awaitText(MAIN, "1 of 2 fit");
        assertNoMessage();
    }

    @Test
    void a_page_without_runs_says_what_they_are_and_leads_to_the_first() throws Exception {
        service.tell(WATCH, "analysisruns", list(List.of()));
        open("#/runs");
        browser.awaitText(MAIN, "There are no runs yet.");
        browser.find(By.linkText("Start a run")).click();
        browser.awaitText(By.tagName("h1"), "Start a run");
        assertNoMessage();
    }

    @Test
    void of_a_thousand_runs_a_part_is_in_the_page_and_each_is_found() throws Exception {
        service.tell(WATCH, "analysisruns", list(StubRuns.many(1000)));
        open("#/runs");
        browser.until(() -> browser.all(RUNS).size() == 50, () -> "table with 50 rows");
        browser.awaitText(MAIN, "1 to 50 of 1000");
        assertThat(browser.all(RUNS).get(0).getText()).contains("run-999");
        press("Next");
        browser.awaitText(RUNS, "run-900");
        browser.find(By.cssSelector(".chip[data-state=Failed]")).click();
        browser.awaitText(MAIN, "100 of 1000 fit");
        browser.find(By.id("filter")).sendKeys("run-993");
        browser.until(() -> browser.all(RUNS).size() == 1, () -> "table with one row");
        browser.find(By.id("filter")).sendKeys("-x");
        browser.awaitText(MAIN, "No run fits the filter.");
        assertNoMessage();
    }

    @Test
    void a_run_has_its_metrics_with_their_values_beside_their_limits() throws Exception {
        StubRuns run = StubRuns.checkout();
        service.tell(CHECKOUT, "analysisrun", run.full());
        browser.resize(1440, 1600);
        open("#/runs/shop-check-1");

        browser.until(() -> browser.all(By.cssSelector(".plot canvas")).size() == 2, () -> "two charts");
        assertThat(browser.text())
                .contains("threshold", "0.95", "*****", "from the key password of the Secret shop", "300 seconds")
                .contains("app", "checkout", "dry run", "Next measurement", "Measured 5 of 10")
                .contains("4 successful; 1 failed, limit 2", "result[0] >= 0.95")
                .contains("successful where ≥ 0.95", "failed where > 250")
                .contains("Metric assessed Failed due to failed (1) > failureLimit (0)");
        browser.find(By.xpath("//*[@aria-label='success-rate']//summary[.='Measurements']"))
                .click();
        browser.awaitText(By.cssSelector("table.measurements"), "[0.931]");
        browser.picture("run-light");
        browser.prefer("dark");
        browser.until(() -> browser.all(By.cssSelector(".plot canvas")).size() == 2, () -> "two charts");
        browser.picture("run-dark");

        browser.script("document.querySelectorAll('.metric, table.measurements tr').forEach(one => one.known = true)");
        service.tell(
                CHECKOUT,
                "analysisrun",
                run.measured("success-rate", "Failed", "[0.5]").full());
        browser.awaitText(By.cssSelector("table.measurements"), "[0.5]");
        assertThat(browser.script("return [...document.querySelectorAll('table.measurements tbody tr')]"
                        + ".filter(row => !row.known).length"))
                .as("new rows")
                .isEqualTo(1L);
        service.tell(
                CHECKOUT,
                "analysisrun",
                run.ended("Failed", "Metric \"success-rate\" assessed Failed").full());
        browser.awaitText(By.cssSelector(".head"), "Failed");
        browser.awaitText(CONNECTION, "Complete");
        browser.awaitText(By.cssSelector(".run-page"), "Metric \"success-rate\" assessed Failed");
        assertThat(browser.text()).doesNotContain("Next measurement");
        assertNoMessage();
    }

    @Test
    void values_that_are_no_numbers_stand_in_the_table_and_break_no_chart() throws Exception {
        StubRuns run = new StubRuns("values", "Running");
        run.metric("nan", "Running", Map.of("successCondition", "!isNaN(result) && result < 5"))
                .measured("nan", "Successful", "NaN", "+Inf", "-Inf", "3", "1e308", "-1e308");
        run.metric("json", "Running", Map.of("successCondition", "result.items[0].ready == 3 || (2 < result.x)"))
                .measured("json", "Successful", "{\"items\":[{\"ready\":3}]}", "{\"items\":[]}", "nothing", "{");
        run.metric("vector", "Running", Map.of("failureCondition", "asFloat(result[1]) >= 1_000.5e0"))
                .measured("vector", "Successful", "[1,2000,3]", "[NaN, 7]", "[]", "");
        run.metric("words", "Running", Map.of("successCondition", "result == \"a >= 5\""))
                .measured("words", "Inconclusive", "up", "down", "x".repeat(300_000));
        service.tell(WATCH + "/values", "analysisrun", run.full());
        open("#/runs/values");

        browser.until(() -> browser.all(By.cssSelector(".plot canvas")).size() == 3, () -> "three charts");
        assertThat(browser.text())
                .contains("successful where < 5", "successful where = 3", "failed where ≥ 1,000.5")
                .doesNotContain("where ≥ 5", "where > 2");
        for (String value : List.of("NaN", "+Inf", "{\"items\":[]}", "[NaN, 7]", "down")) {
            assertThat(table()).contains(value);
        }
        browser.script("document.querySelectorAll('details').forEach(details => details.open = true)");
        press("Show all 300,000 characters");
        browser.awaitText(By.cssSelector(".metric"), "The first 100,000 characters.");
        press("Show less");
        assertFits();
        assertNoMessage();
    }

    @Test
    void nothing_of_a_hostile_run_becomes_markup() throws Exception {
        String hostile = "<img src=x onerror='window.broken=1'>\u202egnp.exe";
        StubRuns run = new StubRuns(hostile, "Running")
                .metric(hostile, hostile, Map.of("successCondition", "result > 1" + hostile))
                .measured(hostile, hostile, hostile);
        run.metric("long", "Failed", Map.of()).measured("long", "Failed", "y".repeat(5000));
        run.result("long").put("message", "m".repeat(5000));
        run.ended("Running", hostile + "z".repeat(5000));
        service.tell(WATCH, "analysisruns", list(List.of(run)));
        service.tell(WATCH + "/" + hostile, "analysisrun", run.full());
        open("#/runs");
        browser.awaitText(RUNS, "<img src=x onerror='window.broken=1'>\\u202egnp.exe");
        assertFits();
        browser.find(By.cssSelector("table.runs a")).click();
        browser.awaitText(By.cssSelector(".metric h3"), "\\u202egnp.exe");
        browser.script("document.querySelectorAll('details').forEach(details => details.open = true)");
        assertFits();
        browser.resize(360, 740);
        assertFits();
        assertThat(browser.script("return window.broken")).isNull();
        assertThat(browser.all(By.cssSelector("main img"))).isEmpty();
        assertNoMessage();
    }

    @Test
    void of_500_metrics_a_part_is_in_the_page_and_the_failed_ones_are_found() throws Exception {
        StubRuns run = new StubRuns("wide", "Running");
        for (int i = 0; i < 500; i++) {
            String name = "metric-" + i;
            String phase = i % 100 == 42 ? "Failed" : "Running";
            run.metric(name, phase, Map.of("successCondition", "result > 1"))
                    .measured(name, phase.equals("Failed") ? "Failed" : "Successful", "1", "2", "3");
        }
        service.tell(WATCH + "/wide", "analysisrun", run.full());
        open("#/runs/wide");
        browser.until(() -> browser.all(CARDS).size() == 20, () -> "20 metrics");
        browser.awaitText(MAIN, "1 to 20 of 500");
        browser.find(By.cssSelector(".chip[data-state=Failed]")).click();
        browser.until(() -> browser.all(CARDS).size() == 5, () -> "5 metrics that failed");
        browser.find(By.id("filter")).sendKeys("442");
        browser.until(() -> browser.all(CARDS).size() == 1, () -> "one metric");
        browser.awaitText(CARDS, "metric-442");
        assertNoMessage();
    }

    @Test
    void a_run_is_terminated_and_deleted_after_a_question() throws Exception {
        StubRuns run = StubRuns.checkout();
        service.tell(CHECKOUT, "analysisrun", run.full());
        service.tell(WATCH, "analysisruns", list(List.of()));
        service.on(CHECKOUT + "/terminate", body -> Answer.of(run.terminated().full()));
        open("#/runs/shop-check-1");
        browser.awaitText(By.cssSelector(".head"), "Running");

        press("Terminate…");
        press("Cancel");
        assertThat(service.asked).isEmpty();
        press("Terminate…");
        browser.picture("terminate");
        press("Terminate");
        browser.awaitText(By.cssSelector(".actions"), "Terminating…");
        service.on(CHECKOUT, body -> new Answer(202, run.full()));
        press("Delete…");
        press("Delete");
        browser.awaitText(MAIN, "The run is terminated in its plugins, and removed then.");
        service.tell(
                CHECKOUT,
                "analysisrun",
                run.ended("Successful", "Run Terminated").full());
        browser.awaitText(By.cssSelector(".run-page"), "Run Terminated");
        service.tell(CHECKOUT, "removed", Map.of("name", "shop-check-1"));
        browser.awaitText(MAIN, "This run was removed.");
        assertThat(service.asked).containsExactly("POST " + CHECKOUT + "/terminate", "DELETE " + CHECKOUT);
        assertNoMessage();
    }

    @Test
    void a_run_that_has_ended_is_deleted_and_the_list_follows() throws Exception {
        service.tell(
                CHECKOUT,
                "analysisrun",
                StubRuns.checkout().ended("Successful", "").full());
        service.tell(WATCH, "analysisruns", list(List.of()));
        service.on(CHECKOUT, body -> new Answer(204, Map.of()));
        open("#/runs/shop-check-1");
        browser.awaitText(CONNECTION, "Complete");
        press("Delete…");
        press("Delete");
        browser.awaitText(MAIN, "There are no runs yet.");
        assertNoMessage();
    }

    @Test
    void a_run_that_is_not_there_and_a_right_that_is_missing_are_named() throws Exception {
        open("#/runs/none");
        browser.awaitText(NOTICES, "tried to find /api/v1/analysisruns/none");
        browser.awaitText(MAIN, "Runs are kept in memory");
        browser.awaitText(CONNECTION, "Not found");

        String detail =
                "tried to post /a for alice, but RBAC does not allow it; bind this user to a ClusterRole that has the"
                        + " verb post for the non-resource URL /a";
        service.tell(CHECKOUT, "analysisrun", StubRuns.checkout().full());
        service.on(CHECKOUT + "/terminate", body -> Answer.problem(403, detail, List.of()));
        open("#/runs/shop-check-1");
        browser.awaitText(By.cssSelector(".head"), "Running");
        press("Terminate…");
        press("Terminate");
        browser.awaitText(MAIN, "You lack the verb post for the path /a.");
        service.on(WATCH, body -> Answer.problem(403, detail, List.of()));
        open("#/runs");
        browser.awaitText(NOTICES, "The runs are not shown");
        assertThat(browser.messages()).allMatch(message -> message.contains("403") || message.contains("404"));
    }

    @Test
    void a_lost_connection_is_told_and_the_run_goes_on_when_assay_is_back() throws Exception {
        StubRuns run = StubRuns.checkout();
        service.tell(CHECKOUT, "analysisrun", run.full());
        open("#/runs/shop-check-1");
        browser.awaitText(By.cssSelector(".head"), "Running");
        service.down = true;
        service.breakStreams();
        browser.awaitText(NOTICES, "Connection lost, trying again. What is shown is of");
        browser.awaitText(By.cssSelector(".metric"), "success-rate");
        service.down = false;
        service.forget(CHECKOUT);
        service.tell(
                CHECKOUT,
                "analysisrun",
                run.measured("latency", "Failed", "999").full());
        browser.find(By.cssSelector("#notices button")).sendKeys(Keys.ENTER);
        browser.until(() -> table().contains("999"), () -> "measurement after the loss");
        browser.awaitText(CONNECTION, "Live");
    }

    @Test
    void a_hidden_tab_needs_no_connection_and_catches_up_when_it_is_seen() throws Exception {
        StubRuns run = StubRuns.checkout();
        service.tell(CHECKOUT, "analysisrun", run.full());
        open("#/runs/shop-check-1");
        browser.awaitText(By.cssSelector(".metric"), "success-rate");
        hide(true);
        service.tell(
                CHECKOUT,
                "analysisrun",
                run.measured("latency", "Failed", "999").full());
        browser.awaitText(CONNECTION, "Live");
        assertThat(table()).doesNotContain("999");
        hide(false);
        browser.until(() -> table().contains("999"), () -> "measurement of the time in which the tab was hidden");
        assertNoMessage();
    }

    @Test
    void a_token_is_asked_for_and_the_runs_come_with_it() throws Exception {
        service.token = Optional.of("good-token");
        service.tell(WATCH, "analysisruns", list(List.of(StubRuns.checkout())));
        open("#/runs");
        browser.find(By.id("token-field")).sendKeys("good-token", Keys.ENTER);
        browser.awaitText(RUNS, "shop-check-1");
        browser.script("sessionStorage.clear()");
        assertThat(browser.messages()).allMatch(message -> message.contains("401"));
    }

    private static void hide(boolean hidden) {
        browser.script(
                "Object.defineProperty(document, 'hidden', {value: arguments[0], configurable: true});"
                        + "document.dispatchEvent(new Event('visibilitychange'))",
                hidden);
    }

    /** The text of the measurements of all metrics, also of those that are folded. */
    private static String table() {
        return String.valueOf(browser.script(
                "return [...document.querySelectorAll('table.measurements')].map(table => table.textContent).join()"));
    }

    private static String announced() {
        return String.valueOf(browser.script("return document.getElementById('announcer').textContent"));
    }
}
