package dev.assay.bench;

import dev.assay.install.OwnProgram;
import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.metric.Phase;
import dev.assay.plugin.Measurements;
import dev.assay.plugin.MetricPlugin;
import dev.assay.plugin.PluginServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A plugin written with Assay's own library, in a JVM of its own: its initialisation takes a while, its run nothing. */
final class JavaPlugin implements MetricPlugin {
    private final Duration initialization;

    private JavaPlugin(Duration initialization) {
        this.initialization = initialization;
    }

    /** The one argument is the time that initialisation takes, for instance {@code PT0.5S}. */
    public static void main(String[] args) {
        PluginServer.serve(new JavaPlugin(Duration.parse(args[0])));
    }

    /** A script that becomes this plugin, with the JVM flags that Assay starts its own plugins with. */
    static Path script(Path folder, Duration initialization) throws IOException {
        String command = OwnProgram.running(JavaPlugin.class.getName()).command(initialization.toString()).stream()
                .map(Scripts::quoted)
                .collect(Collectors.joining(" "));
        return Scripts.write(folder, "java-" + initialization, "exec " + command);
    }

    @Override
    public String type() {
        return "JavaPlugin";
    }

    @Override
    public void initialize() throws InterruptedException {
        boolean unused = new CountDownLatch(1).await(initialization.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public Measurement run(AnalysisRun analysisRun, Metric metric) {
        return Measurements.of(Phase.SUCCESSFUL, "1");
    }
}
