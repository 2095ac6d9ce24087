package dev.assay.testing.browser;

import static org.awaitility.Awaitility.await;

import dev.assay.testing.RealPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.Level;
import org.awaitility.core.ConditionTimeoutException;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A real Chromium without a window. Where it is not installed, the test that asks is skipped. */
public final class Browser implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Dimension WIDE = new Dimension(1440, 900);

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Starts it with a profile of its own. */
    public static Browser start(Path profile) {
        Path chromium = RealPart.find("chromium", "chromium");
        Path chromedriver = RealPart.find("chromedriver", "chromium-driver");
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.toFile())
                .usingAnyFreePort()
                .build();
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.toFile());
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--no-proxy-server",
                "--hide-scrollbars",
                "--lang=en",
                "--user-data-dir=" + profile);
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        Browser browser = new Browser(new ChromeDriver(service, options));
        browser.resize(WIDE.getWidth(), WIDE.getHeight());
        return browser;
    }

    /** Opens an address anew, with nothing of a page before. */
    public void open(String address) {
        driver.get("about:blank");
        driver.get(address);
    }

    /** Makes the page as wide as this, also where the window cannot be so narrow. */
    public void resize(int width, int height) {
        var unused = driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
    }

    /** Has pages be shown as where the user prefers {@code dark} or {@code light}. */
    public void prefer(String scheme) {
        var unused = driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** The first element that fits, once it is there. */
    public WebElement find(By by) {
        await().atMost(LIMIT).until(() -> !driver.findElements(by).isEmpty());
        return driver.findElement(by);
    }

    /** Presses the button of the page's main part that has this text, once it is to be seen. */
    public void press(String button) {
        By by = By.xpath("//main//button[normalize-space()='" + button + "']");
        await().atMost(LIMIT)
                .until(
                        () -> driver.findElements(by).stream()
                                .filter(WebElement::isDisplayed)
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow()
                .click();
    }

    public List<WebElement> all(By by) {
        return driver.findElements(by);
    }

    /** Waits until the visible text of an element has this part. */
    public void awaitText(By by, String part) {
        until(
                () -> driver.findElements(by).stream()
                        .anyMatch(element -> element.getText().contains(part)),
                () -> by + " with \"" + part + "\", but the page says:\n" + text());
    }

    /** Waits for something; a page that changes meanwhile is looked at again. */
    public void until(Supplier<Boolean> condition, Supplier<String> what) {
        try {
            await().atMost(LIMIT).ignoreExceptions().until(condition::get);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("there is no " + what.get(), e);
        }
    }

    /** The visible text of the page. */
    public String text() {
        return driver.findElement(By.tagName("body")).getText();
    }

    /** The result of a script, whose value {@code return} gives. */
    public Object script(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** The result of a script that calls its last argument with it. */
    public Object asyncScript(String script) {
        return driver.executeAsyncScript(script);
    }

    public String address() {
        return driver.getCurrentUrl();
    }

    /** The notes of the browser since the last call: failures of scripts and of requests, breaches of the policy. */
    public List<String> messages() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    /** Keeps a picture of the page, where {@code assay.screenshots} names a folder. */
    public void picture(String name) throws IOException {
        String folder = System.getProperty("assay.screenshots");
        if (folder != null) {
            Files.write(Path.of(folder, name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
