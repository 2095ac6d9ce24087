package dev.assay.install.http;

import dev.assay.config.Platform;
import dev.assay.install.Executable;
import dev.assay.install.OwnProgram;
import dev.assay.install.PluginInstaller;
import dev.assay.testing.TestSettings;
import io.smallrye.mutiny.Uni;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Downloads one file into a store, by {@code STORE URL}, and says where it is. */
final class DownloadMain {
    private DownloadMain() {}

    public static void main(String[] args) {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        try (DownloadClient downloads = new DownloadClient(
                TestSettings.of(Map.of()).download(),
                name -> Uni.createFrom().item(Map.of()),
                Map.of(),
                timer,
                System::nanoTime,
                InstantSource.system(),
                new Random(),
                (plugin, outcome, bytes, took) -> {})) {
            PluginInstaller installer = PluginInstaller.alone(
                    Path.of(args[0]),
                    OwnProgram.running(DownloadMain.class.getName()),
                    new TreeSet<>(),
                    downloads,
                    new Platform("linux", "amd64"),
                    Runnable::run,
                    InstantSource.system());
            Executable executable = installer
                    .install(DownloadFixture.spec(args[1]), progress -> {})
                    .await()
                    .indefinitely();
            System.out.print(executable.command().get(0));
        } finally {
            timer.shutdownNow();
        }
    }
}
