package dev.assay.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The two pods of an installation with {@code k8s/high-availability}. */
final class Replicas {
    private static final Duration LONG = Duration.ofMinutes(2);

    private final Installation assay;

    Replicas(Installation assay) {
        this.assay = assay;
    }

    List<Pod> awaitTwo() {
        return awaitTwoWithout();
    }

    /** Waits until two are Ready, and none of them is one of these. */
    List<Pod> awaitTwoWithout(Pod... former) {
        Set<String> names = Arrays.stream(former).map(Replicas::name).collect(Collectors.toSet());
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(assay.pods()).hasSize(2).allSatisfy(pod -> assertThat(
                                Installation.isReady(pod) && !names.contains(name(pod)))
                        .as(() -> name(pod) + " is Ready and new\n" + assay.log(pod))
                        .isTrue()));
        return assay.pods();
    }

    private static String name(Pod pod) {
        return pod.getMetadata().getName();
    }
}
