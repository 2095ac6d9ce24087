package dev.assay.testing.kubelet;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The status of one pod in the API server. Where that is away, it is written as soon as it is back. */
final class PodReport {
    static final String NODE_IP = "127.0.0.1";

    private final KubernetesClient client;
    private final Pod pod;
    private final String ip;
    private final Instant begin = Instant.now();
    private Instant readyChanged = begin;
    private boolean wasReady;
    private @Nullable PodStatus written;

    PodReport(KubernetesClient client, Pod pod, String ip) {
        this.client = client;
        this.pod = pod;
        this.ip = ip;
    }

    /** Writes it where it is not what the API server has. */
    void write(List<ContainerState> init, int initialised, ContainerState main) {
        boolean ready = main.isReady();
        if (ready != wasReady) {
            wasReady = ready;
            readyChanged = Instant.now();
        }
        PodStatus status = new PodStatusBuilder()
                .withPhase(initialised < init.size() ? "Pending" : "Running")
                .withHostIP(NODE_IP)
                .withPodIP(ip)
                .addNewPodIP(ip)
                .withStartTime(ContainerRun.time(begin))
                .withConditions(
                        condition("PodScheduled", true, begin),
                        condition("Initialized", initialised == init.size(), begin),
                        condition("ContainersReady", ready, readyChanged),
                        condition("Ready", ready, readyChanged))
                .withInitContainerStatuses(init.stream()
                        .map(state -> state.status(init.indexOf(state) < initialised))
                        .toList())
                .withContainerStatuses(main.status(false))
                .build();
        if (status.equals(written)) {
            return;
        }
        try {
            Pod unused = client.pods()
                    .inNamespace(pod.getMetadata().getNamespace())
                    .withName(pod.getMetadata().getName())
                    .editStatus(now -> new PodBuilder(now).withStatus(status).build());
            written = status;
        } catch (KubernetesClientException e) {
            written = null;
        }
    }

    private static PodCondition condition(String type, boolean value, Instant since) {
        return new PodConditionBuilder()
                .withType(type)
                .withStatus(value ? "True" : "False")
                .withLastTransitionTime(ContainerRun.time(since))
                .build();
    }
}
