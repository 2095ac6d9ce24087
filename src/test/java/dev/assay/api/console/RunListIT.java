package dev.assay.api.console;

import static dev.assay.api.console.StubRuns.WATCH;
import static dev.assay.api.console.StubRuns.list;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.console.StubService.Answer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** The list of runs in a real browser. */
class RunListIT extends RunsInBrowser {
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
    void a_part_of_a_thousand_runs_is_in_the_page_and_each_is_found() throws Exception {
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
    void a_token_is_asked_for_and_the_runs_come_with_it() throws Exception {
        service.token = Optional.of("good-token");
        service.tell(WATCH, "analysisruns", list(List.of(StubRuns.checkout())));
        open("#/runs");
        browser.find(By.id("token-field")).sendKeys("good-token", Keys.ENTER);
        browser.awaitText(RUNS, "shop-check-1");
        browser.script("sessionStorage.clear()");
        assertThat(browser.messages()).allMatch(message -> message.contains("401"));
    }

    @Test
    void the_keyboard_alone_is_enough() throws Exception {
        StubRuns run = StubRuns.checkout();
        service.tell(WATCH, "analysisruns", list(List.of(run)));
        service.tell(CHECKOUT, "analysisrun", run.full());
        service.on(CHECKOUT + "/terminate", body -> Answer.of(run.terminated().full()));
        open("");
        browser.find(By.linkText("Runs")).sendKeys(Keys.ENTER);
        browser.awaitText(RUNS, "shop-check-1");
        assertThat(focused()).isEqualTo("Runs");
        browser.find(By.cssSelector("table.runs a")).sendKeys(Keys.ENTER);
        browser.awaitText(By.cssSelector(".head"), "Running");
        assertThat(focused()).as("the heading of the new page").isEqualTo("shop-check-1");
        browser.find(By.cssSelector(".metric summary")).sendKeys(Keys.ENTER);
        browser.awaitText(By.cssSelector("table.measurements"), "[0.931]");
        By terminate = By.xpath("//main//button[.='Terminate…']");
        browser.find(terminate).sendKeys(Keys.ENTER);
        browser.find(By.cssSelector("dialog")).sendKeys(Keys.ESCAPE);
        browser.until(() -> browser.all(By.cssSelector("main dialog")).isEmpty(), () -> "end of the question");
        assertThat(focused()).as("where the question was asked").isEqualTo("Terminate…");
        browser.find(terminate).sendKeys(Keys.ENTER);
        browser.find(By.xpath("//dialog//button[.='Terminate']")).sendKeys(Keys.ENTER);
        browser.awaitText(By.cssSelector(".actions"), "Terminating…");
        assertNoMessage();
    }

    private static String focused() {
        return String.valueOf(browser.script("return document.activeElement.textContent"));
    }

    private static String announced() {
        return String.valueOf(browser.script("return document.getElementById('announcer').textContent"));
    }
}
