package dev.assay.install;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.assay.config.Platform;
import dev.assay.config.PluginSpec;
import dev.assay.install.http.DownloadClient;
import dev.assay.testing.FakeTime;
import dev.assay.testing.SpecBuilder;
import dev.assay.testing.TestSettings;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A file that is to be installed into a store. The clock stands still. */
abstract class FileFixture {
    static final String CONTENT = "#!/bin/sh\n";
    static final String DIGEST = "a8076d3d28d21e02012b20eaf7dbf75409a6277134439025f282e368e3305abf";
    static final String OTHER_DIGEST = "0".repeat(64);

    @TempDir
    Path folder;

    private final FakeTime time = new FakeTime();

    /** A time long before the files of the test were written, so that they may still be written. */
    Instant now = Instant.parse("2020-01-01T00:00:00Z");

    Path source;
    Path store;

    @BeforeEach
    void write_the_source() throws IOException {
        source = Files.writeString(folder.resolve("latency"), CONTENT);
        store = folder.resolve("store");
    }

    Path place() {
        return store.resolve("sha256").resolve(DIGEST).resolve("latency");
    }

    List<Path> files() {
        if (!Files.exists(store)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(store)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(store.resolve("run")))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    PluginSpec spec(Optional<String> sha256) {
        return spec("file://" + source, sha256);
    }

    static SpecBuilder builder(String location) {
        return new SpecBuilder("acme/latency", location);
    }

    static PluginSpec spec(String location, Optional<String> sha256) {
        return builder(location).sha256(sha256).build();
    }

    Executable recheck(Executable executable) {
        return recheck(spec(Optional.empty()), executable);
    }

    Executable recheck(PluginSpec spec, Executable executable) {
        return installer(Runnable::run)
                .recheck(spec, executable, progress -> {})
                .await()
                .indefinitely();
    }

    Executable install(PluginSpec spec) {
        return installer(Runnable::run).install(spec, progress -> {}).await().indefinitely();
    }

    InstallException failure(PluginSpec spec) {
        return catchThrowableOfType(InstallException.class, () -> install(spec));
    }

    PluginInstaller installer(Executor worker) {
        return PluginInstaller.alone(
                store,
                OwnProgram.ofBinary("/bin/assay"),
                new TreeSet<>(List.of("one", "two")),
                new DownloadClient(
                        TestSettings.of(Map.of()).download(),
                        name -> Uni.createFrom().item(Map.of()),
                        Map.of(),
                        time,
                        time::nanoTime,
                        time,
                        new Random(),
                        (plugin, outcome, bytes, took) -> {}),
                new Platform("linux", "amd64"),
                worker,
                InstantSource.fixed(now));
    }
}
