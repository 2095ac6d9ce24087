package dev.assay.testing.kubelet;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The fields of a pod that the downward API hands out. */
final class PodFields {
    private static final Pattern ENTRY = Pattern.compile("metadata\\.(labels|annotations)\\['([^']+)'\\]");

    private PodFields() {}

    static String value(Pod pod, String ip, String path) {
        Matcher entry = ENTRY.matcher(path);
        if (entry.matches()) {
            Map<String, String> all = entry.group(1).equals("labels")
                    ? pod.getMetadata().getLabels()
                    : pod.getMetadata().getAnnotations();
            return all.getOrDefault(entry.group(2), "");
        }
        return switch (path) {
            case "metadata.name" -> pod.getMetadata().getName();
            case "metadata.namespace" -> pod.getMetadata().getNamespace();
            case "metadata.uid" -> pod.getMetadata().getUid();
            case "spec.nodeName" -> pod.getSpec().getNodeName();
            case "spec.serviceAccountName" -> pod.getSpec().getServiceAccountName();
            case "status.podIP", "status.podIPs" -> ip;
            case "status.hostIP", "status.hostIPs" -> PodReport.NODE_IP;
            default -> throw new IllegalArgumentException("the tests' kubelet does not know the field " + path);
        };
    }
}
