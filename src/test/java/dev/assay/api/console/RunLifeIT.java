package dev.assay.api.console;

import static dev.assay.api.console.StubRuns.WATCH;
import static dev.assay.api.console.StubRuns.list;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.util.concurrent.Uninterruptibles;
import dev.assay.api.console.StubService.Answer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** The page of a run when the run, its right or the service goes, in a real browser. */
class RunLifeIT extends RunsInBrowser {
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
        assertNoMessage();
        service.on(CHECKOUT, body -> Answer.problem(404, "tried to find the run, but there is none", List.of()));
        service.forget(CHECKOUT);
        service.breakStreams();
        browser.awaitText(MAIN, "This run was removed.");
        assertThat(service.asked)
                .filteredOn(request -> !request.startsWith("GET "))
                .containsExactly("POST " + CHECKOUT + "/terminate", "DELETE " + CHECKOUT);
    }

    @Test
    void an_answer_that_comes_after_the_end_of_the_run_does_not_take_it_back() throws Exception {
        StubRuns run = StubRuns.checkout();
        CountDownLatch ended = new CountDownLatch(1);
        service.tell(CHECKOUT, "analysisrun", run.full());
        JsonNode asTerminated = new ObjectMapper().valueToTree(run.terminated().full());
        service.on(CHECKOUT + "/terminate", body -> {
            Uninterruptibles.awaitUninterruptibly(ended);
            return Answer.of(asTerminated);
        });
        open("#/runs/shop-check-1");
        browser.awaitText(By.cssSelector(".head"), "Running");
        press("Terminate…");
        press("Terminate");
        browser.until(() -> !service.asked.isEmpty(), () -> "request to terminate");
        service.tell(
                CHECKOUT,
                "analysisrun",
                run.ended("Successful", "Run Terminated").full());
        browser.awaitText(By.cssSelector(".run-page"), "Run Terminated");
        ended.countDown();
        browser.until(
                () -> Boolean.TRUE.equals(browser.script("return performance.getEntriesByType('resource')"
                        + ".some((entry) => entry.name.endsWith('/terminate') && entry.responseEnd > 0)")),
                () -> "answer to that request");
        browser.script("return new Promise((done) => setTimeout(() => requestAnimationFrame(done), 100))");
        browser.awaitText(By.cssSelector(".actions"), "Terminate…");
        browser.awaitText(By.cssSelector(".head"), "Successful");
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

        service.forget(CHECKOUT);
        service.tell(
                CHECKOUT,
                "analysisrun",
                new StubRuns("shop-check-1", "Failed").at(9).full());
        service.breakStreams();
        browser.awaitText(By.cssSelector(".head"), "Failed");
        assertThat(browser.all(CARDS))
                .as("metrics of the former run of this name")
                .isEmpty();
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

    private static void hide(boolean hidden) {
        browser.script(
                "Object.defineProperty(document, 'hidden', {value: arguments[0], configurable: true});"
                        + "document.dispatchEvent(new Event('visibilitychange'))",
                hidden);
    }
}
