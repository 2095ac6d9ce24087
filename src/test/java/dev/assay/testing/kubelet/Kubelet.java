package dev.assay.testing.kubelet;

import dev.assay.testing.Folders;
import dev.assay.testing.cluster.TestCluster;
import io.fabric8.kubernetes.api.model.BindingBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.StatusDetails;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A kubelet for the pods of a {@link TestCluster}, and its scheduler: every pod comes to this one node. Containers are
 * processes in bubblewrap, and images are what the tests say. Each pod has a loopback address of its own, which Assay is told
 * to listen on; its ports are as written.
 */
public final class Kubelet implements AutoCloseable {
    private static final String NODE = "kubelet";
    private static final Duration AGAIN = Duration.ofMillis(200);
    private static final int END_SECONDS = 60;
    private static final int FIRST = 2;
    private static final int ADDRESSES = 250;

    private final KubernetesClient client;
    private final Path folder;
    private final Map<String, Image> images = new ConcurrentHashMap<>();
    private final Map<String, PodRunner> pods = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "kubelet");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicInteger addresses = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final SharedIndexInformer<Pod> informer;

    /** @param folder for what pods write; others must be able to enter it */
    Kubelet(TestCluster cluster, Path folder) {
        this.client = cluster.client(new ConfigBuilder(cluster.admin().getConfiguration())
                .withRequestRetryBackoffLimit(0)
                .build());
        this.folder = folder;
        this.informer = client.pods().inAnyNamespace().inform(new PodEvents());
    }

    /** Makes an image known, in place of an earlier one of that name. */
    public void provide(String name, Image image) {
        images.put(name, image);
    }

    /** Kills the container of a pod, which is then started again. */
    public void crash(Pod pod) {
        runner(pod).crash();
    }

    /** The output of the container of a pod; empty before it runs. */
    public String log(Pod pod) {
        PodRunner runner = pods.get(pod.getMetadata().getUid());
        try {
            return runner == null || !Files.exists(runner.log()) ? "" : Files.readString(runner.log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The addresses of the pods of a namespace that are Ready and do not end, as a Service has them. */
    public List<String> ready(String namespace) {
        return of(namespace).stream()
                .filter(PodRunner::isReady)
                .map(PodRunner::ip)
                .sorted()
                .toList();
    }

    /** Kills all pods of a namespace, and waits until they are gone. */
    public void evacuate(String namespace) throws InterruptedException {
        for (int i = 0; i < END_SECONDS * 10 && !of(namespace).isEmpty(); i++) {
            of(namespace).forEach(PodRunner::kill);
            boolean unused = closed.await(AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void close() {
        informer.close();
        closed.countDown();
        pods.values().forEach(PodRunner::kill);
        threads.shutdown();
        try {
            boolean unused = threads.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    KubernetesClient client() {
        return client;
    }

    Image image(String name) {
        Image image = images.get(name);
        if (image == null) {
            throw new MissingReferenceException("image " + name + ", only " + images.keySet());
        }
        return image;
    }

    /** Tells each pod the addresses of the others. Where the API server is away, they keep what they have. */
    void writeHosts() {
        try {
            for (PodRunner pod : pods.values()) {
                String namespace = pod.pod().getMetadata().getNamespace();
                List<Service> services =
                        client.services().inNamespace(namespace).list().getItems();
                if (Files.isDirectory(pod.hosts().getParent())) {
                    HostsFile.write(pod, services, of(namespace));
                }
            }
        } catch (KubernetesClientException e) {
            // They are told at the next change.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes a pod that has ended. */
    void gone(PodRunner pod) {
        try {
            if (Files.exists(pod.volumes())) {
                Folders.remove(pod.volumes());
            }
            boolean done = isDeleted(pod.pod());
            while (!done) {
                done = closed.await(AGAIN.toMillis(), TimeUnit.MILLISECONDS) || isDeleted(pod.pod());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            pods.remove(pod.pod().getMetadata().getUid());
            writeHosts();
        }
    }

    private boolean isDeleted(Pod pod) {
        try {
            List<StatusDetails> unused = client.pods()
                    .inNamespace(pod.getMetadata().getNamespace())
                    .resource(pod)
                    .withGracePeriod(0)
                    .delete();
            return true;
        } catch (KubernetesClientException e) {
            return false;
        }
    }

    private List<PodRunner> of(String namespace) {
        return pods.values().stream()
                .filter(pod -> pod.pod().getMetadata().getNamespace().equals(namespace))
                .toList();
    }

    private PodRunner runner(Pod pod) {
        PodRunner runner = pods.get(pod.getMetadata().getUid());
        if (runner == null) {
            throw new IllegalStateException(
                    "there is no pod " + pod.getMetadata().getName() + " any more");
        }
        return runner;
    }

    /** An address for this process alone, so that tests beside it have others. */
    private String nextAddress() {
        long process = ProcessHandle.current().pid();
        int number = FIRST + addresses.getAndIncrement() % ADDRESSES;
        return "127." + (1 + process / 256 % ADDRESSES) + "." + process % 256 + "." + number;
    }

    private void bind(Pod pod) {
        try {
            var unused = client.bindings()
                    .inNamespace(pod.getMetadata().getNamespace())
                    .resource(new BindingBuilder()
                            .withNewMetadata()
                            .withName(pod.getMetadata().getName())
                            .endMetadata()
                            .withNewTarget()
                            .withApiVersion("v1")
                            .withKind("Node")
                            .withName(NODE)
                            .endTarget()
                            .build())
                    .create();
        } catch (KubernetesClientException e) {
            // It is gone, or bound already.
        }
    }

    private void start(Pod pod) {
        String uid = pod.getMetadata().getUid();
        if (closed.getCount() > 0 && !pods.containsKey(uid)) {
            PodRunner runner = new PodRunner(this, pod, nextAddress(), folder.resolve(uid));
            pods.put(uid, runner);
            threads.execute(runner);
        }
    }

    /** The news of pods from the API server. */
    private final class PodEvents implements ResourceEventHandler<Pod> {
        @Override
        public void onAdd(Pod pod) {
            if (pod.getMetadata().getDeletionTimestamp() != null) {
                PodRunner runner = pods.get(pod.getMetadata().getUid());
                Long seconds = pod.getMetadata().getDeletionGracePeriodSeconds();
                if (runner != null) {
                    runner.delete(Duration.ofSeconds(seconds == null ? 0 : seconds));
                }
            } else if (pod.getSpec().getNodeName() == null) {
                threads.execute(() -> bind(pod));
            } else {
                start(pod);
            }
        }

        @Override
        public void onUpdate(Pod before, Pod pod) {
            onAdd(pod);
        }

        @Override
        public void onDelete(Pod pod, boolean unknown) {
            PodRunner runner = pods.get(pod.getMetadata().getUid());
            if (runner != null) {
                runner.kill();
            }
        }
    }
}
