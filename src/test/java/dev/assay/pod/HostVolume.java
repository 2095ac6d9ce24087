package dev.assay.pod;

import dev.assay.testing.kubelet.SharedKubelet;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.Map;

/** A persistent volume that is a folder of this machine, as long as a test needs it. */
final class HostVolume implements AutoCloseable {
    private final KubernetesClient client;
    private final String name;

    HostVolume(SharedKubelet shared, String name, Path folder, String mode) {
        this.client = shared.cluster().get().admin();
        this.name = name;
        client.persistentVolumes()
                .resource(new PersistentVolumeBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .withAccessModes(mode)
                        .withCapacity(Map.of("storage", new Quantity("5Gi")))
                        .withNewHostPath()
                        .withPath(folder.toString())
                        .endHostPath()
                        .endSpec()
                        .build())
                .create();
    }

    @Override
    public void close() {
        var unused = client.persistentVolumes().withName(name).delete();
    }
}
