package dev.assay.testing.kubelet;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts the containers of one pod: image, variables, mounts, and the file for the termination message. */
final class ContainerStarter {
    private final Kubelet node;
    private final Pod pod;
    private final String ip;
    private final Path folder;
    private final PodVolumes volumes;

    ContainerStarter(Kubelet node, Pod pod, String ip, Path folder, PodVolumes volumes) {
        this.node = node;
        this.pod = pod;
        this.ip = ip;
        this.folder = folder;
        this.volumes = volumes;
    }

    Path hosts() {
        return folder.resolve("hosts");
    }

    /** The output of a container, of all its starts. */
    Path log(Container container) {
        return folder.resolve(container.getName()).resolve("log");
    }

    /** @throws MissingReferenceException where a variable comes from an object that is missing */
    ContainerRun start(Container container) throws IOException {
        Image image = node.image(container.getImage());
        Map<String, String> variables = new ContainerEnvironment(node.client(), pod, ip).of(container, image);
        Path log = log(container);
        Path message = Files.write(Files.createDirectories(log.getParent()).resolve("termination-log"), new byte[0]);
        Files.setPosixFilePermissions(message, PosixFilePermissions.fromString("rw-rw-rw-"));

        Sandbox sandbox =
                new Sandbox(pod.getMetadata().getName()).environment(variables).show(hosts(), "/etc/hosts");
        image.content().forEach((place, source) -> sandbox.show(source, place));
        volumes.mount(container, sandbox);
        sandbox.share(message, container.getTerminationMessagePath());
        return ContainerRun.start(
                sandbox.run(
                        pod.getSpec().getSecurityContext(),
                        container,
                        container.getWorkingDir() == null ? image.workingDirectory() : container.getWorkingDir(),
                        ContainerEnvironment.expand(words(container, image), variables)),
                log,
                message,
                "FallbackToLogsOnError".equals(container.getTerminationMessagePolicy()));
    }

    private static List<String> words(Container container, Image image) {
        List<String> words =
                new ArrayList<>(container.getCommand().isEmpty() ? image.entrypoint() : container.getCommand());
        words.addAll(container.getArgs());
        return words;
    }
}
