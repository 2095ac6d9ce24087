package dev.assay.testing.kubelet;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.DownwardAPIVolumeFile;
import io.fabric8.kubernetes.api.model.HostPathVolumeSource;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimVolumeSource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ProjectedVolumeSource;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceAccountTokenProjection;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The volumes of a pod as folders of this machine. A persistent volume is the folder that its {@code hostPath} names. */
final class PodVolumes {
    private static final long TOKEN_SECONDS = 3600;

    private final KubernetesClient client;
    private final Pod pod;
    private final String ip;
    private final Path root;
    private final long group;
    private final Map<String, Path> folders = new HashMap<>();

    PodVolumes(KubernetesClient client, Pod pod, String ip, Path root) {
        this.client = client;
        this.pod = pod;
        this.ip = ip;
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
        Map<String, byte[]> files = new LinkedHashMap<>();
        if (volume.getConfigMap() != null) {
            files.putAll(configMap(
                    volume.getConfigMap().getName(),
                    volume.getConfigMap().getItems(),
                    volume.getConfigMap().getOptional()));
        } else if (volume.getSecret() != null) {
            files.putAll(secret(
                    volume.getSecret().getSecretName(),
                    volume.getSecret().getItems(),
                    volume.getSecret().getOptional()));
        } else if (volume.getProjected() != null) {
            files.putAll(projected(volume.getProjected()));
        } else if (volume.getDownwardAPI() != null) {
            files.putAll(downward(volume.getDownwardAPI().getItems()));
        } else {
            throw new IllegalArgumentException(
                    "the tests' kubelet does not know the kind of volume " + volume.getName());
        }
        Files.createDirectories(own);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = own.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Ownership.readable(Files.write(path, file.getValue()), group);
        }
        return own;
    }

    private Map<String, byte[]> projected(ProjectedVolumeSource volume) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (VolumeProjection part : volume.getSources()) {
            if (part.getServiceAccountToken() != null) {
                files.put(part.getServiceAccountToken().getPath(), token(part.getServiceAccountToken()));
            } else if (part.getConfigMap() != null) {
                files.putAll(configMap(
                        part.getConfigMap().getName(),
                        part.getConfigMap().getItems(),
                        part.getConfigMap().getOptional()));
            } else if (part.getSecret() != null) {
                files.putAll(secret(
                        part.getSecret().getName(),
                        part.getSecret().getItems(),
                        part.getSecret().getOptional()));
            } else {
                files.putAll(downward(part.getDownwardAPI().getItems()));
            }
        }
        return files;
    }

    /** A token that ends with the pod. */
    private byte[] token(ServiceAccountTokenProjection wanted) {
        String audience = wanted.getAudience();
        TokenRequest request = new TokenRequestBuilder()
                .withNewSpec()
                .withAudiences(audience == null ? List.of() : List.of(audience))
                .withExpirationSeconds(Math.max(TOKEN_SECONDS, wanted.getExpirationSeconds()))
                .withNewBoundObjectRef()
                .withKind("Pod")
                .withApiVersion("v1")
                .withName(pod.getMetadata().getName())
                .withUid(pod.getMetadata().getUid())
                .endBoundObjectRef()
                .endSpec()
                .build();
        return client.serviceAccounts()
                .inNamespace(namespace())
                .withName(pod.getSpec().getServiceAccountName())
                .tokenRequest(request)
                .getStatus()
                .getToken()
                .getBytes(StandardCharsets.US_ASCII);
    }

    private Map<String, byte[]> configMap(String name, List<KeyToPath> items, @Nullable Boolean optional) {
        ConfigMap map =
                client.configMaps().inNamespace(namespace()).withName(name).get();
        if (map == null) {
            return absent("ConfigMap " + name, optional);
        }
        Map<String, byte[]> all = new LinkedHashMap<>();
        Optional.ofNullable(map.getData())
                .orElse(Map.of())
                .forEach((key, value) -> all.put(key, value.getBytes(StandardCharsets.UTF_8)));
        Optional.ofNullable(map.getBinaryData())
                .orElse(Map.of())
                .forEach((key, value) -> all.put(key, Base64.getDecoder().decode(value)));
        return chosen(all, items);
    }

    private Map<String, byte[]> secret(String name, List<KeyToPath> items, @Nullable Boolean optional) {
        Secret secret = client.secrets().inNamespace(namespace()).withName(name).get();
        if (secret == null) {
            return absent("Secret " + name, optional);
        }
        Map<String, byte[]> all = new LinkedHashMap<>();
        secret.getData()
                .forEach((key, value) -> all.put(key, Base64.getDecoder().decode(value)));
        return chosen(all, items);
    }

    private static Map<String, byte[]> absent(String what, @Nullable Boolean optional) {
        if (Boolean.TRUE.equals(optional)) {
            return Map.of();
        }
        throw new MissingReferenceException(what);
    }

    private static Map<String, byte[]> chosen(Map<String, byte[]> all, @Nullable List<KeyToPath> items) {
        if (items == null || items.isEmpty()) {
            return all;
        }
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (KeyToPath item : items) {
            byte[] value = all.get(item.getKey());
            if (value == null) {
                throw new MissingReferenceException("key " + item.getKey());
            }
            files.put(item.getPath(), value);
        }
        return files;
    }

    private Map<String, byte[]> downward(List<DownwardAPIVolumeFile> items) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (DownwardAPIVolumeFile item : items) {
            files.put(
                    item.getPath(),
                    PodFields.value(pod, ip, item.getFieldRef().getFieldPath()).getBytes(StandardCharsets.UTF_8));
        }
        return files;
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
