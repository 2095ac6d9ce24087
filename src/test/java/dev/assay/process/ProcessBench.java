package dev.assay.process;

import dev.assay.process.linux.CgroupTree;
import dev.assay.process.linux.Trampoline;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A launcher for tests with real processes, its executors, and what its processes print. */
final class ProcessBench implements AutoCloseable {
    /** Long enough for a busy machine. */
    static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final ExecutorService blocking = Executors.newCachedThreadPool();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Path folder;
    private final OsProcessLauncher launcher;
    final BlockingQueue<String> output = new LinkedBlockingQueue<>();

    ProcessBench(Path folder) {
        this(folder, "store " + folder, trampoline());
    }

    ProcessBench(Path folder, String store, Trampoline trampoline) {
        this(folder, store, trampoline, Optional.empty());
    }

    ProcessBench(Path folder, String store, Trampoline trampoline, Optional<CgroupTree> cgroups) {
        this.folder = folder;
        ProcessSettings settings = new ProcessSettings(1000, 500, sockets(folder), store);
        launcher = new OsProcessLauncher(settings, blocking, timer, System.getenv(), () -> trampoline, () -> cgroups);
    }

    static Trampoline trampoline() {
        return Trampoline.probe(System.getenv("PATH"));
    }

    static Path sockets(Path folder) {
        return folder.resolve("s");
    }

    OsProcessLauncher launcher() {
        return launcher;
    }

    /** Writes an executable script for {@code /bin/sh}. */
    Path script(String... lines) throws IOException {
        Path script = Files.createTempFile(folder, "plugin", ".sh");
        Files.writeString(script, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        return executable(script);
    }

    static Path executable(Path file) {
        if (!file.toFile().setExecutable(true)) {
            throw new IllegalStateException("cannot make executable: " + file);
        }
        return file;
    }

    PluginProcess launch(Path program, String... args) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(args));
        return launch(command);
    }

    PluginProcess launch(List<String> command) {
        return launch(Launches.of(command));
    }

    PluginProcess launch(Launch launch) {
        return await(launcher.launch(launch, (pipe, line) -> output.add(pipe + " " + line)));
    }

    static <T> T await(Uni<T> uni) {
        return uni.await().atMost(TIMEOUT);
    }

    static <T> T await(CompletionStage<T> stage) {
        return await(Uni.createFrom().completionStage(stage));
    }

    static ProcessExit stop(PluginProcess process) {
        return await(process.stop(Duration.ofSeconds(20)));
    }

    /** The next line of output, for instance {@code STDERR hello}. */
    String nextLine() throws InterruptedException {
        String line = output.poll(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        if (line == null) {
            throw new AssertionError("no line came");
        }
        return line;
    }

    @Override
    public void close() {
        launcher.close();
        timer.shutdownNow();
        blocking.shutdown();
    }
}
