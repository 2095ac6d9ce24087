package dev.assay.testing;

import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.metric.Phase;
import dev.assay.plugin.Measurements;
import dev.assay.plugin.MetricPlugin;
import dev.assay.plugin.PluginServer;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A plugin that serves well, and then does one thing wrong, named by its first argument. */
public final class FaultyPlugin implements MetricPlugin {
    /** The fault of the plugin. */
    public enum Mode {
        /** It does nothing wrong. */
        WELL,
        /** A run never ends. */
        NEVER_ANSWERS,
        /** A run makes the file {@code begun} in the folder of its second argument, and ends when {@code go} is there. */
        WAITS,
        /**
         * A run of a metric whose name begins with {@code long} stays Running; when it is terminated, a file with the name of
         * the metric is made in the folder of its second argument.
         */
        STAYS_RUNNING,
        /** A run ends the process. */
        CRASHES,
        /** A run calls {@code System.exit(3)}. */
        EXITS,
        /** A run throws. */
        THROWS,
        /** Initialisation fails. */
        CANNOT_INITIALIZE
    }

    private final Mode mode;

    private final Path folder;

    private FaultyPlugin(Mode mode, Path folder) {
        this.mode = mode;
        this.folder = folder;
    }

    public static void main(String[] args) {
        PluginServer.serve(new FaultyPlugin(Mode.valueOf(args[0]), Path.of(args[1])));
    }

    /** A script that starts it, as an executable which a configuration can name. */
    public static Path script(Path folder, Mode mode) throws IOException {
        Path script = folder.resolve(mode.name().toLowerCase(java.util.Locale.ROOT) + ".sh");
        Files.writeString(
                script,
                String.join(
                        " ",
                        "#!/bin/sh\nexec",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        String.join(" ", JavaFlags.ofPlugins()),
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager -Xmx64m -cp",
                        "'" + System.getProperty("java.class.path") + "'",
                        FaultyPlugin.class.getName(),
                        mode.name(),
                        "'" + folder + "'",
                        "\"$@\"\n"));
        return script;
    }

    @Override
    public void initialize() {
        if (mode == Mode.CANNOT_INITIALIZE) {
            throw new IllegalStateException("the token has expired");
        }
    }

    @Override
    public String type() {
        return "Troubled";
    }

    @Override
    public Measurement run(AnalysisRun analysisRun, Metric metric) throws Exception {
        switch (mode) {
            case NEVER_ANSWERS -> new CountDownLatch(1).await();
            case WAITS -> {
                Files.writeString(folder.resolve("begun"), "");
                while (!Files.exists(folder.resolve("go"))) {
                    TimeUnit.MILLISECONDS.sleep(20);
                }
            }
            case STAYS_RUNNING -> {
                if (metric.name().startsWith("long")) {
                    return new Measurement(
                            Phase.RUNNING,
                            "",
                            Instant.now(),
                            null,
                            "",
                            Map.of(),
                            Instant.now().plusSeconds(3600));
                }
            }
            case CRASHES -> {
                // Past System.err, which travels over the connection, to the pipe, as a runtime that dies does.
                try (FileOutputStream pipe = new FileOutputStream(FileDescriptor.err)) {
                    pipe.write("panic: I cannot go on\n".getBytes(StandardCharsets.UTF_8));
                }
                Runtime.getRuntime().halt(7);
            }
            case EXITS -> System.exit(3);
            case THROWS -> throw new IllegalStateException("the backend said 500");
            default -> {}
        }
        return Measurements.of(Phase.SUCCESSFUL, "42");
    }

    @Override
    public Measurement terminate(AnalysisRun analysisRun, Metric metric, Measurement measurement) throws Exception {
        Files.writeString(folder.resolve(metric.name()), "terminated");
        return measurement.withPhase(Phase.SUCCESSFUL).withFinishedAt(Instant.now());
    }
}
