package dev.assay.soak;

import dev.assay.testing.cluster.TestCluster;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A real API server with the list of plugins in a ConfigMap. It runs with the lowest priority: the service is measured, and
 * not how an API server starts.
 */
final class SoakedCluster implements AutoCloseable {
    private static final String NAMESPACE = "soak";
    private static final String CONFIG_MAP = "argo-rollouts-config";

    /** A process inherits the priority of the thread that starts it, and this thread starts all. */
    private final ExecutorService starter = Executors.newSingleThreadExecutor();

    private final TestCluster cluster;

    /** @param folder for what it writes */
    SoakedCluster(Path folder) throws IOException, InterruptedException {
        try {
            this.cluster = onStarter(() -> {
                lowerPriority();
                return TestCluster.start(Files.createDirectory(folder.resolve("cluster")));
            });
            createNamespace();
        } catch (IOException | InterruptedException | RuntimeException e) {
            starter.shutdownNow();
            throw e;
        }
    }

    /** For a service with the rights that its manifests give it. */
    Path kubeconfig() {
        return cluster.kubeconfig(NAMESPACE, "assay");
    }

    /** Replaces the list of plugins. */
    void write(String list) {
        var unused = cluster.admin()
                .configMaps()
                .inNamespace(NAMESPACE)
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName(CONFIG_MAP)
                        .endMetadata()
                        .addToData("metricProviderPlugins", list)
                        .build())
                .createOr(old -> old.update());
    }

    /** Ends the API server as a node that fails does. */
    void kill() {
        cluster.killApiServer();
    }

    /** Starts it again and waits until it answers. */
    void restart() throws IOException, InterruptedException {
        ProcessHandle unused = onStarter(cluster::startApiServer);
    }

    /** The process of the API server, another one after each {@link #restart}. */
    long pid() {
        return cluster.apiServer().pid();
    }

    @Override
    public void close() {
        starter.shutdownNow();
        cluster.close();
    }

    private void createNamespace() {
        cluster.admin()
                .namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(NAMESPACE)
                        .endMetadata()
                        .build())
                .create();
        for (String file : List.of("serviceaccount.yaml", "rbac.yaml")) {
            Path manifest = Path.of("k8s", file).toAbsolutePath();
            String unused = cluster.kubectl("apply", "-n", NAMESPACE, "-f", manifest.toString());
        }
    }

    private <T> T onStarter(Callable<T> start) throws IOException, InterruptedException {
        try {
            return starter.submit(start).get();
        } catch (ExecutionException e) {
            throw new IOException("tried to start the API server, but " + e.getCause(), e);
        }
    }

    private static void lowerPriority() throws IOException, InterruptedException {
        String thread = Files.readSymbolicLink(Path.of("/proc/thread-self"))
                .getFileName()
                .toString();
        int code = new ProcessBuilder("renice", "-n", "19", "-p", thread)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException(
                    "tried to lower the priority of the thread " + thread + ", but renice ended with " + code);
        }
    }
}
