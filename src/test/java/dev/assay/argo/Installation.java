package dev.assay.argo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testing.FreePort;
import dev.assay.testing.PackagedApplication;
import dev.assay.testing.PackagedProgram;
import dev.assay.testing.argo.AnalysisRuns;
import dev.assay.testing.argo.ArgoController;
import dev.assay.testing.cluster.SharedCluster;
import dev.assay.testing.cluster.TestCluster;
import dev.assay.testing.go.GoCommands;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One namespace with Argo Rollouts, and with Assays that all have one name. The rights are those of {@code k8s/}. */
final class Installation {
    private static final String HOST = "assay.test";

    /** The ServiceAccount of Argo's controller. */
    private static final String ARGO = "argo-rollouts";

    private final TestCluster cluster;
    private final String namespace;
    private final Path folder;
    private final int port;

    /** Makes the namespace, with the Secret that runs name. */
    Installation(SharedCluster shared, Path folder) throws IOException {
        this.cluster = shared.get();
        this.namespace = shared.namespace();
        this.folder = folder;
        this.port = FreePort.find();
        for (String file : List.of("serviceaccount.yaml", "rbac.yaml", "access.yaml")) {
            kubectl("apply", "-f", Path.of("k8s", file).toAbsolutePath().toString());
        }
        kubectl("create", "serviceaccount", ARGO);
        bind("assay", "system:auth-delegator");
        bind(ARGO, "assay-caller");
        kubectl("create", "secret", "generic", "token", "--from-literal=value=s3cr3t");
    }

    private void bind(String account, String role) {
        String unused = kubectl(
                "create",
                "clusterrolebinding",
                namespace + "-" + account,
                "--clusterrole=" + role,
                "--serviceaccount=" + namespace + ":" + account);
    }

    String namespace() {
        return namespace;
    }

    AnalysisRuns runs() {
        return new AnalysisRuns(cluster, namespace);
    }

    ArgoController argo() throws IOException {
        return ArgoController.start(cluster, namespace, folder);
    }

    /** @param number the last part of its address, 127.0.0.N */
    PackagedApplication assay(int number) throws IOException {
        return PackagedApplication.startInCluster(
                PackagedProgram.file(),
                Files.createDirectories(folder.resolve(namespace + "-assay-" + number)),
                cluster.kubeconfig(namespace, "assay"),
                List.of(
                        "-Dassay.config.name=assay-plugins",
                        "-Dassay.access=kubernetes",
                        "-Dassay.access.audiences=assay",
                        "-Dquarkus.http.host=127.0.0." + number,
                        "-Dquarkus.http.port=" + port,
                        "-Dassay.stop.delay=500ms",
                        "-Xmx256m"));
    }

    /** The plugins of {@code analysis-runs.yaml} as Argo itself runs them. */
    static String argosConfigMap() {
        return configMap(Map.of(
                "argoproj/sample-prometheus",
                GoCommands.executable(GoCommands.ARGO_SAMPLE),
                "test/ordered",
                GoCommands.executable("ordered")));
    }

    /** @param plugins their executables by their names */
    static String configMap(Map<String, Path> plugins) {
        StringBuilder text = new StringBuilder("""
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: argo-rollouts-config
                data:
                  metricProviderPlugins: |
                """);
        new TreeMap<>(plugins)
                .forEach((name, executable) ->
                        text.append("    - name: " + name + "\n      location: file://" + executable + "\n"));
        return text.toString();
    }

    /** The ConfigMaps after the move to Assay. */
    String migratedConfigMaps() throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve(namespace + ".yaml"), argosConfigMap());
        Path token = Files.writeString(
                folder.resolve(namespace + "-token"), kubectl("create", "token", ARGO, "--audience=assay"));
        Process migrate = new ProcessBuilder(PackagedProgram.command(
                        List.of(),
                        "migrate",
                        file.toString(),
                        "--to=http://" + HOST + ":" + port,
                        "--path=" + bridge(),
                        "--",
                        "--token-file=" + token))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String both = new String(migrate.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(migrate.waitFor()).isZero();
        return both;
    }

    /** An executable that is the bridge, as a native Assay is in a pod. */
    private Path bridge() throws IOException {
        Path hosts = Files.writeString(folder.resolve("hosts"), "127.0.0.1 " + HOST + "\n127.0.0.2 " + HOST + "\n");
        return executable("bridge", List.of("-Xmx24m", "-Djdk.net.hosts.file=" + hosts));
    }

    /** A file that starts the packaged application with arguments before those that it gets. */
    Path executable(String name, List<String> options, String... arguments) throws IOException {
        Path file = Files.writeString(
                folder.resolve(name),
                "#!/bin/sh\nexec " + String.join(" ", PackagedProgram.command(options, arguments)) + " \"$@\"\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    void apply(String manifests) {
        String unused = cluster.kubectl(manifests, new String[] {"apply", "-n", namespace, "-f", "-"});
    }

    /** Gives the last plugin an argument, which replaces its process. */
    void editAssaysConfigMap() {
        String list = kubectl("get", "configmap", "assay-plugins", "-o", "jsonpath={.data.metricProviderPlugins}");
        apply("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: assay-plugins}
                data:
                  metricProviderPlugins: |
                """ + (list.stripTrailing() + "\n  args: [\"edited\"]\n").indent(4));
    }

    private String kubectl(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("-n", namespace));
        return cluster.kubectl(all.toArray(new String[0]));
    }
}
