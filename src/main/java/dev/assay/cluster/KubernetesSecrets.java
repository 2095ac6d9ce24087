package dev.assay.cluster;

import dev.assay.text.Redacted;
import io.fabric8.kubernetes.api.model.Secret;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Secrets of the cluster. Each is read when it is asked for and kept nowhere: one that was rotated is used at once. */
public final class KubernetesSecrets implements Secrets {
    private final Cluster cluster;
    private final Executor worker;

    public KubernetesSecrets(Cluster cluster, Executor worker) {
        this.cluster = cluster;
        this.worker = worker;
    }

    /** In the namespace of the configuration. */
    @Override
    public Uni<Map<String, String>> read(String name) {
        return Uni.createFrom().item(() -> all(cluster.namespace(), name)).runSubscriptionOn(worker);
    }

    /** The bytes of one entry of a Secret, or nothing where there is no such entry; blocks. */
    Optional<String> readEntry(String namespace, String name, String key) {
        if (!KubernetesName.isKey(key)) {
            throw refusal("key " + Redacted.text(key), "key of a Secret", "write letters, digits, -, _ and .");
        }
        Map<String, String> encoded = encoded(namespace, name);
        return Optional.ofNullable(encoded.get(key)).map(value -> text(namespace, name, key, value));
    }

    private Map<String, String> all(String namespace, String name) {
        Map<String, String> values = new LinkedHashMap<>();
        encoded(namespace, name).forEach((key, value) -> values.put(key, text(namespace, name, key, value)));
        return values;
    }

    private Map<String, String> encoded(String namespace, String name) {
        if (!KubernetesName.isSecret(name)) {
            throw refusal("Secret " + Redacted.text(name), "name of a Secret", "write the name that kubectl shows");
        }
        if (!KubernetesName.isNamespace(namespace)) {
            throw refusal(
                    "Secret " + name + " in the namespace " + Redacted.text(namespace),
                    "name of a namespace",
                    "write the name that kubectl shows");
        }
        ClusterCall call = new ClusterCall("get", "secrets", namespace, name);
        try {
            Secret secret = cluster.ask(call, client -> client.secrets()
                    .inNamespace(namespace)
                    .withName(name)
                    .get());
            if (secret == null) {
                throw ClusterException.gone(call, null);
            }
            return secret.getData() == null ? Map.of() : secret.getData();
        } catch (ClusterException e) {
            throw new SecretException(false, String.valueOf(e.getMessage()), e);
        }
    }

    private static SecretException refusal(String what, String needed, String remedy) {
        String message = "tried to read the " + what + ", but that is no " + needed + "; " + remedy;
        return new SecretException(true, message, null);
    }

    private static String text(String namespace, String name, String key, String encoded) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Base64.getDecoder().decode(encoded)))
                    .toString();
        } catch (CharacterCodingException | IllegalArgumentException e) {
            throw new SecretException(
                    false,
                    "tried to read the key " + key + " of the Secret " + name + " in the namespace " + namespace
                            + ", but it is not UTF-8 text; correct its value",
                    null);
        }
    }
}
