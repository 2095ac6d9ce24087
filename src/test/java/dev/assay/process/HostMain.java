package dev.assay.process;

import dev.assay.process.linux.Trampoline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/**
 * A host of one plugin, in a JVM of its own that a test can kill: prints the plugin's process id and stays. Arguments:
 * the folder for sockets, the identity of its store, whether the parent-death signal is used, the plugin's program.
 */
final class HostMain {
    private HostMain() {}

    public static void main(String[] args) throws InterruptedException {
        ProcessSettings settings = new ProcessSettings(1000, 1000, Path.of(args[0]), args[1]);
        boolean signal = Boolean.parseBoolean(args[2]);
        try (OsProcessLauncher launcher = new OsProcessLauncher(
                settings,
                Executors.newCachedThreadPool(),
                Executors.newSingleThreadScheduledExecutor(),
                System.getenv(),
                signal ? ProcessBench::trampoline : Trampoline::none,
                Optional::empty)) {
            Launch launch = Launches.of(List.of(args[3]), Map.of(), Duration.ofSeconds(30));
            PluginProcess plugin = ProcessBench.await(launcher.launch(launch, (pipe, line) -> {}));
            ProcessBench.await(plugin.handshake());
            System.out.println(plugin.pid());
            new CountDownLatch(1).await();
        }
    }
}
