package dev.assay.api.console;

import static dev.assay.api.console.StubRuns.WATCH;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.openqa.selenium.By;

/** A real browser on the pages of runs. */
abstract class RunsInBrowser extends InBrowser {
    static final By RUNS = By.cssSelector("table.runs tbody tr");
    static final By CARDS = By.cssSelector(".metric");
    static final By MAIN = By.tagName("main");
    static final String CHECKOUT = WATCH + "/shop-check-1";

    @BeforeEach
    void plugins() throws Exception {
        show(List.of());
    }

    /** The text of the measurements of all metrics, also of those that are folded. */
    static String table() {
        return String.valueOf(browser.script(
                "return [...document.querySelectorAll('table.measurements')].map(table => table.textContent).join()"));
    }
}
