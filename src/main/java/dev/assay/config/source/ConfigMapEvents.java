package dev.assay.config.source;

import dev.assay.cluster.ClusterEvents;
import dev.assay.cluster.EventText;
import dev.assay.config.ConfigEvents;

/** Reports on the configuration as Kubernetes Events on the ConfigMap. */
final class ConfigMapEvents implements ConfigEvents {
    private final ClusterEvents events;

    ConfigMapEvents(ClusterEvents events) {
        this.events = events;
    }

    @Override
    public void normal(String reason, String message) {
        events.write(new EventText(EventText.Type.NORMAL, reason, message));
    }

    @Override
    public void warning(String reason, String message) {
        events.write(new EventText(EventText.Type.WARNING, reason, message));
    }
}
