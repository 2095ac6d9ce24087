package dev.assay.testing.kubelet;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.DownwardAPIVolumeFile;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ProjectedVolumeSource;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceAccountTokenProjection;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The files of a volume that the API server has the content of, by their paths in it. */
final class VolumeFiles {
    private static final long TOKEN_SECONDS = 3600;

    private final KubernetesClient client;
    private final Pod pod;
    private final String ip;

    VolumeFiles(KubernetesClient client, Pod pod, String ip) {
        this.client = client;
        this.pod = pod;
        this.ip = ip;
    }

    /** @throws MissingReferenceException where an object or a key is missing that is not optional */
    Map<String, byte[]> of(Volume volume) {
        if (volume.getConfigMap() != null) {
            return configMap(
                    volume.getConfigMap().getName(),
                    volume.getConfigMap().getItems(),
                    volume.getConfigMap().getOptional());
        }
        if (volume.getSecret() != null) {
            return secret(
                    volume.getSecret().getSecretName(),
                    volume.getSecret().getItems(),
                    volume.getSecret().getOptional());
        }
        if (volume.getProjected() != null) {
            return projected(volume.getProjected());
        }
        if (volume.getDownwardAPI() != null) {
            return downward(volume.getDownwardAPI().getItems());
        }
        throw new IllegalArgumentException("the tests' kubelet does not know the kind of volume " + volume.getName());
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

    private String namespace() {
        return pod.getMetadata().getNamespace();
    }
}
