package dev.assay.config.source;

import dev.assay.cluster.ClusterSecretException;
import dev.assay.cluster.ClusterSecrets;
import dev.assay.config.SecretException;
import dev.assay.config.Secrets;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.Optional;

/** The Secrets of the cluster, in the namespace of the ConfigMap. */
record ConfigurationSecrets(ClusterSecrets cluster) implements Secrets {
    @Override
    public Uni<Map<String, String>> read(String name) {
        return failing(cluster.entries(name));
    }

    @Override
    public Uni<Optional<String>> value(String name, String key) {
        return failing(cluster.entry(name, key));
    }

    private static <T> Uni<T> failing(Uni<T> answer) {
        return answer.onFailure(ClusterSecretException.class).transform(ConfigurationSecrets::unreadable);
    }

    private static SecretException unreadable(Throwable failure) {
        boolean missing = failure instanceof ClusterSecretException secret && secret.missing();
        return new SecretException(missing, String.valueOf(failure.getMessage()), failure);
    }
}
