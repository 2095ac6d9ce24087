package dev.assay.pod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testing.cluster.TestCluster;
import dev.assay.testing.kubelet.Image;
import dev.assay.testing.kubelet.Kubelet;
import dev.assay.testing.kubelet.SharedKubelet;
import dev.assay.testing.load.Load;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** Assay in a namespace of its own, from {@code k8s/} and some of its components, as a user would install it. */
final class Installation implements AutoCloseable {
    /** The image of {@code k8s/deployment.yaml}. */
    static final String IMAGE = "assay:0.1.0-SNAPSHOT";

    private static final String CALLER = "caller";
    private static final Duration LONG = Duration.ofSeconds(90);
    private static final Path MANIFESTS = Path.of("k8s").toAbsolutePath();

    private final SharedKubelet shared;
    private final Path folder;
    private final String namespace;
    private final HttpClient client = HttpClient.newHttpClient();
    private String token = "";

    /** @param folder for its kustomization */
    Installation(SharedKubelet shared, Path folder) throws IOException {
        this.shared = shared;
        this.folder = folder.toRealPath();
        this.namespace = shared.namespace();
        kubelet().provide(IMAGE, Image.assay());
    }

    String namespace() {
        return namespace;
    }

    Kubelet kubelet() {
        return shared.get();
    }

    /** Makes the ConfigMap of plugins. */
    void plugins(String list) throws IOException {
        Path file = Files.writeString(folder.resolve("plugins"), list);
        String unused = kubectl("create", "configmap", "assay-plugins", "--from-file=metricProviderPlugins=" + file);
    }

    /**
     * Applies the base with these components.
     *
     * @param more further lines of the kustomization
     */
    void apply(List<String> components, String more) throws IOException {
        List<Path> roots = components.stream()
                .map(name -> folder.relativize(MANIFESTS.resolve(name)))
                .toList();
        Files.writeString(folder.resolve("kustomization.yaml"), """
                apiVersion: kustomize.config.k8s.io/v1beta1
                kind: Kustomization
                namespace: %s
                resources: [%s]
                components: %s
                %s
                """.formatted(
                        namespace, folder.relativize(MANIFESTS), roots, more));
        String unused = kubectl("apply", "-k", folder.toString());
        if (token.isEmpty()) {
            token = tokenOfCaller();
        }
    }

    /** The token of a ServiceAccount that has the ClusterRole for callers, and nothing else. */
    private String tokenOfCaller() {
        String account = kubectl("create", "serviceaccount", CALLER);
        String binding = kubectl(
                "create",
                "clusterrolebinding",
                CALLER + "-" + namespace,
                "--clusterrole=assay-caller",
                "--serviceaccount=" + namespace + ":" + CALLER);
        assertThat(account + binding).contains("created");
        return kubectl("create", "token", CALLER, "--audience=assay").strip();
    }

    /** The pods that are not about to end. */
    List<Pod> pods() {
        return cluster().admin().pods().inNamespace(namespace).list().getItems().stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .toList();
    }

    /** The output of the container of a pod; empty before it runs. */
    String log(Pod pod) {
        return kubelet().log(pod);
    }

    /** Waits for the one pod to be so. */
    Pod await(String what, Predicate<Pod> state) {
        Awaitility.await()
                .atMost(LONG)
                // A new pod has no statuses of containers.
                .ignoreExceptionsInstanceOf(IndexOutOfBoundsException.class)
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> assertThat(pods()).singleElement().satisfies(pod -> assertThat(state.test(pod))
                        .as(() -> what + ", but " + pod.getStatus().getInitContainerStatuses()
                                + pod.getStatus().getContainerStatuses() + "\n" + log(pod))
                        .isTrue()));
        return pods().get(0);
    }

    /** Waits until the one pod is Ready, after so many restarts of its container. */
    Pod awaitReady(int restarts) {
        return await("Ready", pod -> isReady(pod) && container(pod).getRestartCount() == restarts);
    }

    /** Deletes a pod, and waits for another one, whatever its state. */
    Pod replace(Pod pod) {
        String name = pod.getMetadata().getName();
        String unused = kubectl("delete", "pod", name, "--wait=false");
        return await("another", other -> !other.getMetadata().getName().equals(name));
    }

    static boolean isReady(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .anyMatch(condition -> condition.getType().equals("Ready")
                        && condition.getStatus().equals("True"));
    }

    static ContainerStatus container(Pod pod) {
        return pod.getStatus().getContainerStatuses().get(0);
    }

    /** The answer to one measurement. */
    String measure(Pod pod, String plugin) throws IOException, InterruptedException {
        return client.send(request(pod.getStatus().getPodIP(), plugin), BodyHandlers.ofString())
                .body();
    }

    /** Callers of a Service: each call goes to the next of the pods that are Ready. */
    Load load(String plugin) {
        AtomicInteger turn = new AtomicInteger();
        return Load.on(client, () -> {
            List<String> ready = kubelet().ready(namespace);
            return request(ready.get(Math.floorMod(turn.getAndIncrement(), ready.size())), plugin);
        });
    }

    private HttpRequest request(String address, String plugin) {
        return HttpRequest.newBuilder(URI.create("http://" + address + ":8080/api/v1/plugins/" + plugin + "/run"))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.ofString("{\"metric\":{\"name\":\"m\"}}"))
                .build();
    }

    String kubectl(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("-n", namespace));
        return cluster().kubectl(all.toArray(String[]::new));
    }

    @Override
    public void close() {
        String unused = cluster().kubectl("delete", "namespace", namespace, "--wait=false");
        try {
            kubelet().evacuate(namespace);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    TestCluster cluster() {
        return shared.cluster().get();
    }
}
