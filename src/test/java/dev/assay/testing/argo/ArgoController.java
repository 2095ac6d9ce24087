package dev.assay.testing.argo;

import dev.assay.testing.FreePort;
import dev.assay.testing.cluster.TestCluster;
import dev.assay.testing.go.GoModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Argo Rollouts' own controller of AnalysisRuns, in a process of its own, for one namespace of a {@link TestCluster}. It
 * loads the plugins of the ConfigMap {@code argo-rollouts-config} of that namespace when it starts, as in any cluster.
 */
public final class ArgoController implements AutoCloseable {
    private static final String MODULE = "github.com/argoproj/argo-rollouts";
    private static final GoModule ARGO = new GoModule("go-argo");
    private static final int END_SECONDS = 20;

    private final Process process;
    private final Path log;

    private ArgoController(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Makes Argo's kinds known to the API server, as often as wanted. */
    public static void defineKinds(TestCluster cluster) {
        Path kinds = ARGO.sources(MODULE).resolve("manifests/crds");
        for (String kind : List.of("analysis-run", "analysis-template", "cluster-analysis-template")) {
            String unused = cluster.kubectl(
                    "apply",
                    "--server-side",
                    "-f",
                    kinds.resolve(kind + "-crd.yaml").toString());
        }
        String unused = cluster.kubectl(
                "wait",
                "--for=condition=Established",
                "--timeout=60s",
                "crd/analysisruns.argoproj.io",
                "crd/analysistemplates.argoproj.io",
                "crd/clusteranalysistemplates.argoproj.io");
    }

    /**
     * Starts it. Its plugins are there when a run of the namespace is measured.
     *
     * @param folder for its plugins, its log and its temporary files
     * @param options beside those of tests, for instance {@code --qps=100}
     */
    public static ArgoController start(TestCluster cluster, String namespace, Path folder, String... options)
            throws IOException {
        Path executable = ARGO.executable(MODULE + "/cmd/rollouts-controller", "rollouts-controller", "go");
        Path own = Files.createDirectories(folder.resolve("argo-" + namespace));
        Path log = own.resolve("log");
        List<String> command = new ArrayList<>(List.of(
                executable.toString(),
                "--kubeconfig=" + cluster.kubeconfig(namespace, TestCluster.ADMIN),
                "--namespaced",
                "--controllers=analysis",
                "--leader-elect=false",
                "--metricsPort=" + FreePort.find(),
                "--healthzPort=" + FreePort.find()));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(own.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(key -> key.startsWith("KUBE") || key.startsWith("ARGO_"));
        builder.environment().putAll(Map.of("POD_NAMESPACE", namespace));
        return new ArgoController(builder.start(), log);
    }

    /** The number of its process, without those of its plugins. */
    public long pid() {
        return process.pid();
    }

    /** Its log so far, with the output of its plugins. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How often it has called plugins to begin a measurement of a run that has one metric. */
    public long measurements(String run) {
        return log().lines()
                .filter(line ->
                        line.contains("Taking 1 Measurement(s)...") && line.contains("analysisrun=" + run + " "))
                .count();
    }

    /** Ends it, and the plugins that it leaves behind. */
    @Override
    public void close() {
        List<ProcessHandle> plugins = process.descendants().toList();
        process.toHandle().destroy();
        try {
            boolean unused = process.waitFor(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        plugins.forEach(ProcessHandle::destroyForcibly);
    }
}
