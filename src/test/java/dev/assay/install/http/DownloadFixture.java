package dev.assay.install.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.config.Platform;
import dev.assay.config.PluginSpec;
import dev.assay.config.Secrets;
import dev.assay.install.Executable;
import dev.assay.install.InstallException;
import dev.assay.install.InstallProgress;
import dev.assay.install.OwnProgram;
import dev.assay.install.PluginInstaller;
import dev.assay.install.peer.Peers;
import dev.assay.install.store.Store;
import dev.assay.testing.FakeTime;
import dev.assay.testing.Folders;
import dev.assay.testing.LogCapture;
import dev.assay.testing.NothingLeftBehind;
import dev.assay.testing.SpecBuilder;
import dev.assay.testing.TestSettings;
import dev.assay.text.Sha256;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Downloads into a store of the test's, by a clock that stands still. What is logged is kept, and not on the console. As a
 * registered extension, in a field that is not static, it ends all that it began and then proves that nothing is left.
 */
public final class DownloadFixture implements BeforeEachCallback, AfterEachCallback, AutoCloseable {
    /** The logger whose lines {@link #log} has: a resource that test classes share. */
    public static final String LOG = "dev.assay.install";

    /** Real time, for what the network and the disk do. */
    public static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** Something that any machine can start. */
    public static final byte[] FILE = ("#!/bin/sh\n" + "# padding\n".repeat(20_000)).getBytes(StandardCharsets.UTF_8);

    public static final String DIGEST = Sha256.of(FILE);
    public static final String OTHER_DIGEST = "0".repeat(64);

    public final FakeTime time = new FakeTime();
    public final List<String> log = new CopyOnWriteArrayList<>();
    final List<InstallProgress> progress = new CopyOnWriteArrayList<>();

    /** The downloads that have ended: plugin, outcome and bytes. */
    final List<String> ended = new CopyOnWriteArrayList<>();

    public final Path folder;
    final Path store;
    private final NothingLeftBehind nothingLeftBehind = new NothingLeftBehind();
    private final Map<String, String> settings = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();
    private final List<DownloadClient> opened = new ArrayList<>();
    private final ExecutorService worker = Executors.newSingleThreadExecutor();
    private final PatternFormatter formatter = new PatternFormatter("%p %s");
    private final LogCapture capture = new LogCapture(LOG, entry -> log.add(formatter.format(entry)));
    private Optional<PeersFactory> peers = Optional.empty();
    private Secrets secrets = name -> Uni.createFrom().failure(new AssertionError("no Secret was to be read"));

    /** Makes the peers of an installer. */
    @FunctionalInterface
    public interface PeersFactory {
        Peers make(DownloadClient downloads, Store store, Platform platform);
    }

    /** To be registered: has a temporary folder, in which the store is. */
    public DownloadFixture() {
        this(temporaryFolder(), "store");
    }

    /** To be closed by the test; the folder is the test's. */
    DownloadFixture(Path store) {
        this(store, "");
    }

    private DownloadFixture(Path folder, String name) {
        this.folder = folder;
        this.store = folder.resolve(name);
        // The clock is moved on while attempts are under way: only tests that are about a time-out shorten it.
        settings.put("assay.download.idle-timeout", "PT24H");
        settings.put("assay.download.timeout", "PT240H");
    }

    /** Sets a setting of the download, for instance {@code set("attempts", "1")}. */
    public DownloadFixture set(String name, String value) {
        settings.put("assay.download." + name, value);
        return this;
    }

    public DownloadFixture peers(PeersFactory factory) {
        peers = Optional.of(factory);
        return this;
    }

    DownloadFixture environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    DownloadFixture secrets(Secrets newSecrets) {
        secrets = newSecrets;
        return this;
    }

    /** One that gives these entries under whatever name. */
    DownloadFixture secret(Map<String, String> entries) {
        return secrets(name -> Uni.createFrom().item(entries));
    }

    public static PluginSpec spec(String location) {
        return spec(location, Optional.empty());
    }

    public static PluginSpec spec(String location, Optional<String> sha256, String... headersFrom) {
        return new SpecBuilder("acme/latency", location)
                .sha256(sha256)
                .headersFrom(headersFrom)
                .build();
    }

    PluginInstaller installer() {
        DownloadClient downloads = new DownloadClient(
                TestSettings.of(settings).download(),
                secrets,
                environment,
                time,
                time::nanoTime,
                time,
                new Random(1),
                (plugin, outcome, bytes, took) -> ended.add(plugin + " " + outcome.text() + " " + bytes));
        opened.add(downloads);
        Store executables = new Store(store, time);
        Platform platform = new Platform("linux", "amd64");
        return new PluginInstaller(
                executables,
                OwnProgram.running(DownloadFixture.class.getName()),
                new TreeSet<>(),
                downloads,
                peers.map(factory -> factory.make(downloads, executables, platform))
                        .orElseGet(() -> Peers.none(downloads, executables, platform)),
                platform,
                worker);
    }

    /** The client of the last installer. */
    DownloadClient downloads() {
        return opened.get(opened.size() - 1);
    }

    /** The folder of the store. */
    public Path store() {
        return store;
    }

    /** Begins; nothing moves the clock. */
    public CompletableFuture<Executable> begin(PluginSpec spec) {
        return installer().install(spec, progress::add).subscribeAsCompletionStage();
    }

    /** Moves the clock on until it is over, which must be a success. */
    public Executable install(PluginSpec spec) {
        CompletableFuture<Executable> installing = drive(begin(spec));
        return installing.join();
    }

    /** Moves the clock on until it has failed. */
    public InstallException failure(PluginSpec spec) {
        return failure(drive(begin(spec)));
    }

    /** Waits for a failure; nothing moves the clock. */
    public static InstallException failure(CompletableFuture<Executable> installing) {
        await().atMost(TIMEOUT).until(installing::isDone);
        try {
            throw new AssertionError("it was installed: " + installing.get());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InstallException failure) {
                return failure;
            }
            throw new AssertionError(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    public <T extends Future<?>> T drive(T work) {
        await().pollInterval(Duration.ofMillis(5)).atMost(TIMEOUT).until(() -> {
            time.advance(Duration.ofMillis(500));
            return work.isDone();
        });
        return work;
    }

    Path place(String digest) {
        return store.resolve("sha256").resolve(digest).resolve("latency");
    }

    /** All files of the store, temporary ones included, but what is remembered. */
    List<Path> files() {
        if (!Files.exists(store)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(store)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(store.resolve("locations")))
                    .filter(file -> !file.startsWith(store.resolve("run")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Neither a temporary nor a half file is there, or will be in a moment. */
    public void assertClean() {
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(files()).isEmpty());
    }

    /** It may pass, and left nothing. */
    void assertPassing(InstallException e, String message) {
        assertThat(e).hasMessage(message);
        assertThat(e.permanent()).isFalse();
        assertClean();
    }

    public void assertHolds(byte[] content) {
        Path place = place(Sha256.of(content));
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(files()).containsExactly(place));
        assertThat(place).hasBinaryContent(content);
    }

    /** So much of a download is there, and no more. */
    void awaitReceived(long bytes) {
        await().atMost(TIMEOUT)
                .until(() -> files().stream().anyMatch(file -> file.toFile().length() == bytes));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        nothingLeftBehind.beforeEach(context);
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        close();
        Folders.remove(folder);
        nothingLeftBehind.afterEach(context);
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("downloads-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Leaves the folder as it is. */
    @Override
    public void close() {
        capture.close();
        opened.forEach(DownloadClient::close);
        worker.shutdownNow();
    }
}
