package dev.assay.cluster;

import dev.assay.text.KubernetesName;
import dev.assay.text.Redacted;
import dev.assay.text.Utf8;
import io.fabric8.kubernetes.api.model.Secret;
import io.smallrye.mutiny.Uni;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Secrets of the cluster, as they are at the moment of asking. None is kept, so one that was rotated is used at once. Safe
 * for many threads, and none is blocked. Every {@code Uni} fails with {@link ClusterSecretException}, whose message has no
 * value in it.
 */
public final class ClusterSecrets {
    private final Cluster cluster;
    private final Executor worker;

    /** @param worker where the cluster is asked; is blocked by it, so no event loop */
    public ClusterSecrets(Cluster cluster, Executor worker) {
        this.cluster = cluster;
        this.worker = worker;
    }

    /** The decoded entries of a Secret in {@link Cluster#namespace()}. */
    public Uni<Map<String, String>> entries(String name) {
        return Uni.createFrom().item(() -> readAll(cluster.namespace(), name)).runSubscriptionOn(worker);
    }

    /**
     * One decoded entry of a Secret in {@link Cluster#namespace()}; empty where it has no such key. The others are not
     * decoded: a Secret may hold a key store beside a token.
     */
    public Uni<Optional<String>> entry(String name, String key) {
        return Uni.createFrom()
                .item(() -> Optional.ofNullable(
                                encoded(cluster.namespace(), name).get(key))
                        .map(encoded -> text(cluster.namespace(), name, key, encoded)))
                .runSubscriptionOn(worker);
    }

    /**
     * One decoded entry of a Secret in any namespace. The caller decides which namespaces may be asked for. Where there is
     * no such Secret or key, the message is Argo's ({@code resolveArgs} in {@code analysis/analysis.go} of argo-rollouts).
     */
    public Uni<String> value(String namespace, String name, String key) {
        return Uni.createFrom().item(() -> read(namespace, name, key)).runSubscriptionOn(worker);
    }

    private Map<String, String> readAll(String namespace, String name) {
        Map<String, String> values = new LinkedHashMap<>();
        encoded(namespace, name).forEach((key, value) -> values.put(key, text(namespace, name, key, value)));
        return values;
    }

    private String read(String namespace, String name, String key) {
        if (!KubernetesName.isKey(key)) {
            throw refusal("key " + Redacted.text(key), "key of a Secret", "write letters, digits, -, _ and .");
        }
        try {
            String encoded = encoded(namespace, name).get(key);
            if (encoded == null) {
                throw new ClusterSecretException(
                        true, "key '" + key + "' does not exist in secret '" + name + "'", null);
            }
            return text(namespace, name, key, encoded);
        } catch (ClusterSecretException e) {
            boolean gone = e.getCause() instanceof ClusterException;
            throw e.missing() && gone ? new ClusterSecretException(true, "secrets \"" + name + "\" not found", e) : e;
        }
    }

    private Map<String, String> encoded(String namespace, String name) {
        if (!KubernetesName.isObject(name)) {
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
            boolean gone = e.kind() == ClusterException.Kind.GONE;
            throw new ClusterSecretException(gone, String.valueOf(e.getMessage()), e);
        }
    }

    private static ClusterSecretException refusal(String what, String needed, String remedy) {
        String message = "tried to read the " + what + ", but that is no " + needed + "; " + remedy;
        return new ClusterSecretException(false, message, null);
    }

    private static String text(String namespace, String name, String key, String encoded) {
        try {
            return Utf8.decode(Base64.getDecoder().decode(encoded));
        } catch (CharacterCodingException | IllegalArgumentException e) {
            throw new ClusterSecretException(
                    false,
                    "tried to read the key " + key + " of the Secret " + name + " in the namespace " + namespace
                            + ", but it is not UTF-8 text; correct its value",
                    null);
        }
    }
}
