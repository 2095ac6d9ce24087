package dev.assay.testing.cluster;

import static org.awaitility.Awaitility.await;

import dev.assay.testing.FreePort;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A real Kubernetes API server with its etcd, on free ports of the loopback address. There is no kubelet, and there are no
 * controllers until {@link #startControllers}: pods do not run, and deleted namespaces do not end; all else is as in any
 * cluster. Without Go the test that asks is skipped.
 */
public final class TestCluster implements AutoCloseable {
    /** May do everything. */
    public static final String ADMIN = "admin";

    /** How much Go's heap grows before it is collected, in percent: memory is cheaper than processor time in a short life. */
    private static final String SELDOM = "400";

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Duration END = Duration.ofSeconds(20);

    /** The manifests that a pod needs, from its Deployment to its budget of disruption. */
    private static final String CONTROLLERS = "deployment-controller,replicaset-controller,disruption-controller,"
            + "serviceaccount-controller,root-ca-certificate-publisher-controller,persistentvolume-binder-controller,"
            + "garbage-collector-controller,namespace-controller";

    private final Path folder;
    private final int port = FreePort.find();
    private final int etcdPort = FreePort.find();
    private final List<KubernetesClient> clients = new ArrayList<>();
    private final Thread killer = new Thread(this::kill);
    private final Process etcd;
    private Process apiServer;
    private @Nullable KubernetesClient admin;
    private @Nullable Process controllers;

    private TestCluster(Path folder) throws IOException {
        this.folder = folder;
        writeKeys();
        Files.writeString(folder.resolve("tokens"), "admin-token,admin,admin-uid,\"system:masters\"\n");
        this.etcd = startEtcd();
        this.apiServer = launchApiServer();
        Runtime.getRuntime().addShutdownHook(killer);
    }

    /**
     * Starts both and waits until they answer.
     *
     * @param folder for what they write
     */
    public static TestCluster start(Path folder) throws IOException {
        TestCluster cluster = new TestCluster(folder);
        try {
            cluster.awaitReady();
            return cluster;
        } catch (RuntimeException e) {
            String log = cluster.log();
            cluster.close();
            throw new IllegalStateException("the API server did not come up:\n" + log, e);
        }
    }

    /** A client that is closed with the cluster, with the rights of a ServiceAccount, or all for {@link #ADMIN}. */
    public KubernetesClient client(String namespace, String user) {
        return client(config(namespace, token(namespace, user)));
    }

    /** A client that is closed with the cluster. */
    public synchronized KubernetesClient client(Config config) {
        KubernetesClient client =
                new KubernetesClientBuilder().withConfig(config).build();
        clients.add(client);
        return client;
    }

    /** The one client that may do everything. */
    public synchronized KubernetesClient admin() {
        if (admin == null) {
            admin = client(config("default", "admin-token"));
        }
        return admin;
    }

    /** How to reach the API server, and nothing from the environment. */
    public Config config(String namespace, String token) {
        return new ConfigBuilder(Config.empty())
                .withMasterUrl(url())
                .withCaCertFile(certificate().toString())
                .withOauthToken(token)
                .withNamespace(namespace)
                .build();
    }

    /** A fresh token of a ServiceAccount, as a pod gets it. */
    public String token(String namespace, String serviceAccount) {
        return serviceAccount.equals(ADMIN)
                ? "admin-token"
                : kubectl("create", "token", serviceAccount, "-n", namespace, "--duration=24h")
                        .strip();
    }

    /** For programs that read it by {@code KUBECONFIG}. */
    public Path kubeconfig(String namespace, String user) {
        String text = """
                apiVersion: v1
                kind: Config
                clusters: [{name: test, cluster: {server: "%s", certificate-authority: "%s"}}]
                users: [{name: test, user: {token: "%s"}}]
                contexts: [{name: test, context: {cluster: test, user: test, namespace: "%s"}}]
                current-context: test
                """.formatted(url(), certificate(), token(namespace, user), namespace);
        try {
            return Files.writeString(Files.createTempFile(folder, "kubeconfig-", ".yaml"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs kubectl as admin; what it printed, or an exception with it. */
    public String kubectl(String... arguments) {
        return kubectl("", arguments);
    }

    /** @param input what kubectl reads with {@code -f -} */
    public String kubectl(String input, String[] arguments) {
        List<String> command = new ArrayList<>(List.of(
                KubernetesCommands.kubectl().toString(),
                "--kubeconfig=/dev/null",
                "--server=" + url(),
                "--certificate-authority=" + certificate(),
                "--token=admin-token",
                "--cache-dir=" + folder.resolve("kubectl-cache")));
        command.addAll(List.of(arguments));
        try {
            Process process = program(command).redirectErrorStream(true).start();
            process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.onExit().join().exitValue();
            if (code != 0) {
                throw new IllegalStateException("kubectl " + String.join(" ", arguments) + ": " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String url() {
        return "https://127.0.0.1:" + port;
    }

    public ProcessHandle apiServer() {
        return apiServer.toHandle();
    }

    /** Kills the API server, as a node that fails does. */
    public void killApiServer() {
        end(apiServer.toHandle());
    }

    /** Starts it again on the same port with the same data, and gives its process. */
    public ProcessHandle startApiServer() throws IOException {
        apiServer = launchApiServer();
        awaitReady();
        return apiServer.toHandle();
    }

    /** Starts Kubernetes' own controllers, once. They make pods of Deployments, and delete what belongs to the deleted. */
    public synchronized void startControllers() throws IOException {
        if (controllers == null) {
            controllers = process(
                    "kube-controller-manager",
                    KubernetesCommands.controllerManager().toString(),
                    "--kubeconfig=" + kubeconfig("default", ADMIN),
                    "--controllers=" + CONTROLLERS,
                    "--leader-elect=false",
                    "--root-ca-file=" + certificate(),
                    "--service-account-private-key-file=" + folder.resolve("sa.key"),
                    "--cert-dir=" + folder.resolve("certificates"),
                    "--secure-port=0");
        }
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(killer);
        clients.forEach(KubernetesClient::close);
        kill();
        if (controllers != null) {
            end(controllers.toHandle());
        }
        end(apiServer.toHandle());
        end(etcd.toHandle());
    }

    private void kill() {
        if (controllers != null) {
            controllers.destroyForcibly();
        }
        apiServer.destroyForcibly();
        etcd.destroyForcibly();
    }

    private static void end(ProcessHandle process) {
        process.destroyForcibly();
        process.onExit().orTimeout(END.toSeconds(), TimeUnit.SECONDS).join();
    }

    private Process startEtcd() throws IOException {
        String client = "http://127.0.0.1:" + etcdPort;
        String peer = "http://127.0.0.1:" + FreePort.find();
        return process(
                "etcd",
                KubernetesCommands.etcd().toString(),
                "--data-dir=" + folder.resolve("etcd"),
                "--listen-client-urls=" + client,
                "--advertise-client-urls=" + client,
                "--listen-peer-urls=" + peer,
                "--initial-advertise-peer-urls=" + peer,
                "--initial-cluster=default=" + peer,
                "--unsafe-no-fsync",
                "--log-level=error");
    }

    private Process launchApiServer() throws IOException {
        return process(
                "kube-apiserver",
                KubernetesCommands.apiServer().toString(),
                "--etcd-servers=http://127.0.0.1:" + etcdPort,
                "--bind-address=127.0.0.1",
                "--secure-port=" + port,
                "--cert-dir=" + folder.resolve("certificates"),
                "--token-auth-file=" + folder.resolve("tokens"),
                "--authorization-mode=RBAC",
                "--service-account-issuer=https://kubernetes.default.svc",
                "--service-account-key-file=" + folder.resolve("sa.pub"),
                "--service-account-signing-key-file=" + folder.resolve("sa.key"),
                "--service-cluster-ip-range=10.0.0.0/24",
                "--min-request-timeout=300",
                "--shutdown-delay-duration=0s");
    }

    private Process process(String name, String... command) throws IOException {
        return program(List.of(command))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve(name + ".log").toFile()))
                .start();
    }

    private static ProcessBuilder program(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(key -> key.startsWith("ETCD_") || key.startsWith("KUBE"));
        builder.environment().put("GOGC", SELDOM);
        return builder;
    }

    private void awaitReady() {
        try (KubernetesClient client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(Config.empty())
                        .withMasterUrl(url())
                        .withTrustCerts(true)
                        .withOauthToken("admin-token")
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build()) {
            await().atMost(LIMIT).pollInterval(Duration.ofMillis(100)).until(() -> "ok".equals(ready(client)));
        }
    }

    private static String ready(KubernetesClient client) {
        try {
            return client.raw("/readyz");
        } catch (KubernetesClientException e) {
            return "";
        }
    }

    private Path certificate() {
        return folder.resolve("certificates").resolve("apiserver.crt");
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("kube-apiserver.log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private void writeKeys() throws IOException {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            KeyPair pair = generator.generateKeyPair();
            Files.writeString(
                    folder.resolve("sa.key"),
                    pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
            Files.writeString(
                    folder.resolve("sa.pub"), pem("PUBLIC KEY", pair.getPublic().getEncoded()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has RSA", e);
        }
    }

    private static String pem(String type, byte[] bytes) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n";
    }
}
