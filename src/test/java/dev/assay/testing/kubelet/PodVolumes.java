package dev.assay.testing.kubelet;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HostPathVolumeSource;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimVolumeSource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The volumes of a pod as folders of this machine. A persistent volume is the folder that its {@code hostPath} names. */
final class PodVolumes {
    private final KubernetesClient client;
    private final Pod pod;
    private final VolumeFiles files;
    private final Path root;
    private final long group;
    private final Map<String, Path> folders = new HashMap<>();

    PodVolumes(KubernetesClient client, Pod pod, String ip, Path root) {
        this.client = client;
        this.pod = pod;
        this.files = new VolumeFiles(client, pod, ip);
        this.root = root;
        this.group = pod.getSpec().getSecurityContext().getFsGroup();
    }

    /** @throws MissingReferenceException where an object is missing; to be tried again then */
    void prepare() throws IOException {
        for (Volume volume : pod.getSpec().getVolumes()) {
            if (!folders.containsKey(volume.getName())) {
                folders.put(volume.getName(), folder(volume, root.resolve(volume.getName())));
            }
        }
    }

    /** Shows a container what it mounts. */
    void mount(Container container, Sandbox sandbox) {
        for (VolumeMount mount : container.getVolumeMounts()) {
            Path folder = folders.get(mount.getName());
            Path source = mount.getSubPath() == null ? folder : folder.resolve(mount.getSubPath());
            if (Boolean.TRUE.equals(mount.getReadOnly()) || isReadOnly(mount.getName())) {
                sandbox.show(source, mount.getMountPath());
            } else {
                sandbox.share(source, mount.getMountPath());
            }
        }
    }

    private boolean isReadOnly(String name) {
        return pod.getSpec().getVolumes().stream()
                .filter(volume -> volume.getName().equals(name))
                .anyMatch(volume -> volume.getEmptyDir() == null
                        && (volume.getPersistentVolumeClaim() == null
                                || Boolean.TRUE.equals(
                                        volume.getPersistentVolumeClaim().getReadOnly())));
    }

    private Path folder(Volume volume, Path own) throws IOException {
        if (volume.getEmptyDir() != null) {
            return Ownership.sharedFolder(own, group);
        }
        if (volume.getPersistentVolumeClaim() != null) {
            return persistent(volume.getPersistentVolumeClaim());
        }
        Files.createDirectories(own);
        for (Map.Entry<String, byte[]> file : files.of(volume).entrySet()) {
            Path path = own.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Ownership.readable(Files.write(path, file.getValue()), group);
        }
        return own;
    }

    private Path persistent(PersistentVolumeClaimVolumeSource volume) throws IOException {
        PersistentVolumeClaim claim = client.persistentVolumeClaims()
                .inNamespace(namespace())
                .withName(volume.getClaimName())
                .get();
        if (claim == null || !"Bound".equals(claim.getStatus().getPhase())) {
            throw new MissingReferenceException("bound claim " + volume.getClaimName());
        }
        PersistentVolume bound = client.persistentVolumes()
                .withName(claim.getSpec().getVolumeName())
                .get();
        HostPathVolumeSource place = bound.getSpec().getHostPath();
        Path folder = Path.of(place.getPath());
        return Boolean.TRUE.equals(volume.getReadOnly()) ? folder : Ownership.sharedFolder(folder, group);
    }

    private String namespace() {
        return pod.getMetadata().getNamespace();
    }
}
