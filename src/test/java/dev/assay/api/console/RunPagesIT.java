package dev.assay.api.console;

import static dev.assay.api.console.StubRuns.WATCH;
import static dev.assay.api.console.StubRuns.list;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/** The page of one run in a real browser. */
class RunPagesIT extends RunsInBrowser {
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
        browser.resize(360, 1900);
        assertFits();
        browser.picture("run-narrow");
        browser.resize(1280, 900);

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
    void a_part_of_500_metrics_is_in_the_page_and_the_failed_ones_are_found() throws Exception {
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
}
