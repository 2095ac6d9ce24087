package dev.assay.api.console;

import static dev.assay.api.console.StubPlugins.WATCH;
import static dev.assay.api.console.StubPlugins.line;
import static dev.assay.api.console.StubPlugins.plugin;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.console.StubService.Answer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** Who may see the pages, and with what: a token, a small screen, a keyboard. */
class PageAccessIT extends InBrowser {
    @Test
    void a_token_is_asked_for_where_callers_must_be_known_and_kept_for_the_tab_alone() throws Exception {
        service.token = Optional.of("good-token");
        show(List.of(plugin("acme/latency", "Ready", "")));
        open("");

        browser.awaitText(By.id("token-dialog"), "Who are you?");
        assertThat(browser.text()).doesNotContain("acme/latency");
        browser.picture("token");
        browser.find(By.id("token-field")).sendKeys("bad-token", Keys.ENTER);
        browser.awaitText(By.id("token-reason"), "the token is not accepted");
        browser.find(By.id("token-field")).sendKeys("good-token", Keys.ENTER);
        browser.awaitText(ROWS, "acme/latency");

        assertThat(browser.address()).doesNotContain("token");
        assertThat(browser.script("return JSON.stringify(localStorage) + document.cookie"))
                .asString()
                .doesNotContain("good-token");
        assertThat(browser.script("return sessionStorage.getItem('assay.token')"))
                .isEqualTo("good-token");
        browser.script("location.reload()");
        browser.awaitText(ROWS, "acme/latency");
        assertThat(browser.messages()).allMatch(message -> message.contains("401"));
        browser.script("sessionStorage.clear()");
    }

    @Test
    void the_right_that_is_missing_is_named() throws Exception {
        String detail =
                "tried to %s %s for alice, but RBAC does not allow it; bind this user to a ClusterRole that has the"
                        + " verb %s for the non-resource URL %s";
        service.on(WATCH, body -> Answer.problem(403, detail.formatted("view", WATCH, "view", WATCH), List.of()));
        open("");
        browser.awaitText(NOTICES, "You lack the verb view for the path /api/v1/plugins.");

        show(List.of(plugin("acme/latency", "Ready", "")));
        service.on(LATENCY + "/history", body -> Answer.of(Map.of("events", List.of())));
        service.on(
                LATENCY + "/restart",
                body -> Answer.problem(403, detail.formatted("restart", "/a", "restart", "/a"), List.of()));
        open("#/plugins/acme/latency");
        browser.awaitText(By.cssSelector(".state"), "Ready");
        press("Restart…");
        press("Restart");
        browser.awaitText(By.tagName("main"), "You lack the verb restart for the path /a.");
        assertThat(browser.messages()).allMatch(message -> message.contains("403") || message.contains("404"));
    }

    @Test
    void the_keyboard_alone_is_enough() throws Exception {
        show(List.of(plugin("acme/latency", "Ready", "")));
        open("");
        browser.awaitText(ROWS, "acme/latency");
        browser.find(By.tagName("body")).sendKeys(Keys.TAB);
        assertThat(focused("id")).isEqualTo("skip");
        browser.find(By.id("skip")).sendKeys(Keys.ENTER);
        assertThat(focused("tagName")).isEqualTo("H1");
        browser.find(By.cssSelector("table.plugins tbody a")).sendKeys(Keys.ENTER);
        browser.awaitText(By.tagName("h1"), "acme/latency");
        assertThat(focused("tagName")).as("the heading of the new page").isEqualTo("H1");
        browser.find(By.id("theme")).sendKeys(Keys.ENTER);
        browser.find(By.id("theme")).sendKeys(Keys.ENTER);
        assertThat(browser.find(By.tagName("html")).getDomAttribute("data-theme"))
                .isEqualTo("dark");
        browser.find(By.id("theme")).sendKeys(Keys.ENTER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "#/plugins/acme/latency",
                "#/try/acme/latency",
                "#/configuration",
                "#/runs",
                "#/runs/shop-check-1",
                "#/start"
            })
    void each_page_fits_into_a_narrow_screen(String page) throws Exception {
        StubRuns checkout = StubRuns.checkout();
        service.tell(StubRuns.WATCH, "analysisruns", StubRuns.list(List.of(checkout)));
        service.tell(StubRuns.WATCH + "/shop-check-1", "analysisrun", checkout.full());
        service.on(LATENCY + "/history", body -> Answer.of(Map.of("events", List.of())));
        service.tell(LATENCY + "/logs", "line", line("warn", "measured ".repeat(30)));
        show(List.of(
                plugin("acme/latency", "Ready", ""),
                plugin("argoproj-labs/rollouts-plugin-metric-of-a-long-name", "Failed", "its sha256 is ".repeat(20))));
        browser.resize(360, 740);
        open(page);
        browser.find(By.tagName("h1"));
        browser.awaitText(CONNECTION, "Live");
        assertFits();
        browser.picture("narrow-" + page.replaceAll("\\W+", "-"));
        browser.prefer("dark");
        browser.picture("narrow-dark-" + page.replaceAll("\\W+", "-"));
        assertNoMessage();
    }

    private static Object focused(String property) {
        return browser.script("return document.activeElement." + property);
    }
}
