package dev.assay.testing.kubelet;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The {@code /etc/hosts} of a pod. There is no DNS server here, so it also has the names of headless Services, each with the
 * addresses of its pods that are Ready. It is written in place, since a sandbox keeps the file that it began with.
 */
final class HostsFile {
    private HostsFile() {}

    /** @param pods all of the namespace */
    static void write(PodRunner of, List<Service> services, Collection<PodRunner> pods) throws IOException {
        StringBuilder text = new StringBuilder("127.0.0.1 localhost\n");
        text.append(of.ip())
                .append(' ')
                .append(of.pod().getMetadata().getName())
                .append('\n');
        for (Service service : services) {
            if ("None".equals(service.getSpec().getClusterIP())) {
                boolean all = Boolean.TRUE.equals(service.getSpec().getPublishNotReadyAddresses());
                pods.stream()
                        .filter(pod -> isOf(service, pod.pod()) && (all || pod.isReady()))
                        .forEach(pod -> text.append(line(pod.ip(), service)));
            }
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        try (FileChannel file = FileChannel.open(of.hosts(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            int unused = file.write(ByteBuffer.wrap(bytes), 0);
            FileChannel unusedSame = file.truncate(bytes.length);
        }
    }

    private static String line(String ip, Service service) {
        String name = service.getMetadata().getName();
        String within = name + "." + service.getMetadata().getNamespace();
        return String.join(" ", ip, name, within, within + ".svc", within + ".svc.cluster.local") + "\n";
    }

    private static boolean isOf(Service service, Pod pod) {
        Map<String, String> labels = pod.getMetadata().getLabels();
        return labels.entrySet().containsAll(service.getSpec().getSelector().entrySet());
    }
}
