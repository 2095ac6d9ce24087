package dev.assay.api.console;

import static dev.assay.api.console.StubPlugins.WATCH;
import static dev.assay.api.console.StubPlugins.list;
import static dev.assay.api.console.StubPlugins.statistics;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testing.browser.Browser;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

/** A real browser, and a service that says what a test wants. */
abstract class InBrowser {
    static final By ROWS = By.cssSelector("table.plugins tbody tr");
    static final By CONNECTION = By.id("connection");
    static final By NOTICES = By.id("notices");
    static final String LATENCY = "/api/v1/plugins/acme/latency";

    @TempDir
    static Path profile;

    static StubService service;
    static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        browser = Browser.start(profile);
        service = new StubService();
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
            service.close();
        }
    }

    @BeforeEach
    void reset() {
        service.reset();
        browser.open("about:blank");
        browser.resize(1440, 900);
        browser.prefer("light");
        List<String> unused = browser.messages();
    }

    static void show(List<Map<String, Object>> plugins) throws Exception {
        service.tell(WATCH, "plugins", list(plugins));
        service.tell(WATCH, "statistics", statistics(plugins, 12.5));
    }

    static void open(String page) {
        browser.open(service.address() + page);
    }

    static void press(String button) {
        browser.press(button);
    }

    static void assertNoMessage() {
        assertThat(browser.messages()).isEmpty();
    }

    static void assertFits() {
        assertThat(browser.script("return document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .as("pixels that the page is too wide")
                .isEqualTo(0L);
    }
}
