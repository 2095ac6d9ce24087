package dev.assay.bench;

import dev.assay.testing.browser.Browser;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.openqa.selenium.By;
import org.opentest4j.TestAbortedException;

/** How long the console's table of many plugins takes to show new numbers, in a real browser. */
final class ConsoleBench {
    private static final By ROWS = By.cssSelector("table.plugins tbody tr");
    private static final int PER_ROUND = 10;

    /** New numbers of all plugins, as the event stream brings them, and the layout of the page with them. */
    private static final String UPDATES = """
            const done = arguments[arguments.length - 1];
            import('./console/live.js').then(async ({ live }) => {
              if (live.statistics.size === 0) {
                await new Promise((come) => live.addEventListener('statistics', come, { once: true }));
              }
              const milliseconds = [];
              for (let i = 0; i < %d; i++) {
                const from = performance.now();
                live.statistics.forEach((numbers) => { numbers.callsPerSecond += 1; });
                live.series.forEach((series) => series.callsPerSecond.push(i));
                live.dispatchEvent(new CustomEvent('statistics'));
                document.body.offsetHeight;
                milliseconds.push(performance.now() - from);
              }
              done(milliseconds);
            });""";

    private ConsoleBench() {}

    /**
     * Measures how fast the console shows updates. As many come before them, and do not count. Where there is no browser, a
     * line says so.
     */
    static void measure(Table table, URI service, Path folder, int plugins, int rounds) {
        try (Browser browser = Browser.start(folder.resolve("browser"))) {
            browser.open(service.toString());
            browser.until(() -> browser.all(ROWS).size() == plugins, () -> "table with " + plugins + " rows");
            String updates = UPDATES.formatted(rounds * PER_ROUND);
            var unused = browser.asyncScript(updates);
            List<Double> milliseconds = ((List<?>) browser.asyncScript(updates))
                    .stream().map(value -> ((Number) value).doubleValue()).toList();
            table.figure(
                    "update of the console's table of " + plugins + " plugins (goal: 200 ms)",
                    "%.1f ms",
                    Distribution.of(milliseconds));
        } catch (TestAbortedException e) {
            // Without a browser there is nothing to measure.
        }
    }
}
