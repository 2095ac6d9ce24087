package dev.assay.config;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Which ConfigMap was read last: the one that Events are about. Safe for many threads. */
public final class ConfigMapReference {
    private final AtomicReference<@Nullable ConfigMap> last = new AtomicReference<>();

    void set(ConfigMap map) {
        last.set(map);
    }

    /** Without a uid as long as none was read. */
    ObjectReference reference(String namespace, String name) {
        ObjectReferenceBuilder reference = new ObjectReferenceBuilder()
                .withApiVersion("v1")
                .withKind("ConfigMap")
                .withNamespace(namespace)
                .withName(name);
        ConfigMap map = last.get();
        return map == null
                ? reference.build()
                : reference
                        .withUid(map.getMetadata().getUid())
                        .withResourceVersion(map.getMetadata().getResourceVersion())
                        .build();
    }
}
