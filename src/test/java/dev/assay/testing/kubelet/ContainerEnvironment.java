package dev.assay.testing.kubelet;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapKeySelector;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretKeySelector;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The variables of a container: those of the image, of Services (service links), and of its own {@code env}. */
final class ContainerEnvironment {
    private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    private static final Pattern REFERENCE = Pattern.compile("\\$(\\$)?\\(([A-Za-z_][A-Za-z0-9_.-]*)\\)");

    private final KubernetesClient client;
    private final Pod pod;
    private final String ip;
    private final Map<String, String> variables = new LinkedHashMap<>();

    ContainerEnvironment(KubernetesClient client, Pod pod, String ip) {
        this.client = client;
        this.pod = pod;
        this.ip = ip;
    }

    /** @throws MissingReferenceException where a ConfigMap, a Secret or a key of it is missing */
    Map<String, String> of(Container container, Image image) {
        variables.clear();
        variables.put("PATH", image.path(PATH));
        variables.putAll(image.environment());
        variables.put("HOSTNAME", pod.getMetadata().getName());
        addServices();
        // A pod of a cluster has an address of its own; here it shares those of the machine.
        variables.put("QUARKUS_HTTP_HOST", ip);
        variables.put("QUARKUS_MANAGEMENT_HOST", ip);
        for (EnvVar variable : container.getEnv()) {
            value(variable).ifPresent(value -> variables.put(variable.getName(), value));
        }
        return Map.copyOf(variables);
    }

    /** Words of {@code command} and {@code args} with the values of {@code $(NAME)}; {@code $$(NAME)} stands for itself. */
    static List<String> expand(List<String> words, Map<String, String> variables) {
        return words.stream().map(word -> expand(word, variables)).toList();
    }

    private static String expand(String word, Map<String, String> variables) {
        return REFERENCE
                .matcher(word)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group(1) == null
                                ? variables.getOrDefault(found.group(2), found.group())
                                : found.group().substring(1)));
    }

    private Optional<String> value(EnvVar variable) {
        EnvVarSource from = variable.getValueFrom();
        if (from == null) {
            String value = variable.getValue();
            return Optional.of(expand(value == null ? "" : value, variables));
        }
        if (from.getFieldRef() != null) {
            return Optional.of(PodFields.value(pod, ip, from.getFieldRef().getFieldPath()));
        }
        if (from.getSecretKeyRef() != null) {
            return secret(from.getSecretKeyRef());
        }
        if (from.getConfigMapKeyRef() != null) {
            return configMap(from.getConfigMapKeyRef());
        }
        throw new IllegalArgumentException("the tests' kubelet does not know the source of " + variable.getName());
    }

    private Optional<String> secret(SecretKeySelector key) {
        Secret secret = client.secrets()
                .inNamespace(namespace())
                .withName(key.getName())
                .get();
        Optional<String> value = Optional.ofNullable(secret)
                .map(Secret::getData)
                .map(data -> data.get(key.getKey()))
                .map(text -> new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8));
        return found(value, key.getOptional(), "Secret " + key.getName() + " with the key " + key.getKey());
    }

    private Optional<String> configMap(ConfigMapKeySelector key) {
        ConfigMap map = client.configMaps()
                .inNamespace(namespace())
                .withName(key.getName())
                .get();
        Optional<String> value =
                Optional.ofNullable(map).map(ConfigMap::getData).map(data -> data.get(key.getKey()));
        return found(value, key.getOptional(), "ConfigMap " + key.getName() + " with the key " + key.getKey());
    }

    private static Optional<String> found(Optional<String> value, Boolean optional, String what) {
        if (value.isEmpty() && !Boolean.TRUE.equals(optional)) {
            throw new MissingReferenceException(what);
        }
        return value;
    }

    private void addServices() {
        URI server = URI.create(client.getConfiguration().getMasterUrl());
        addService("KUBERNETES", server.getHost(), "https", server.getPort());
        if (Boolean.FALSE.equals(pod.getSpec().getEnableServiceLinks())) {
            return;
        }
        for (Service service : client.services().inNamespace(namespace()).list().getItems()) {
            String address = service.getSpec().getClusterIP();
            if (address != null && !address.equals("None")) {
                for (ServicePort port : service.getSpec().getPorts()) {
                    addService(upper(service.getMetadata().getName()), address, port.getName(), port.getPort());
                }
            }
        }
    }

    private void addService(String name, String address, String portName, int port) {
        String url = "tcp://" + address + ":" + port;
        String prefix = name + "_PORT_" + port + "_TCP";
        variables.put(name + "_SERVICE_HOST", address);
        variables.putIfAbsent(name + "_SERVICE_PORT", String.valueOf(port));
        if (portName != null) {
            variables.put(name + "_SERVICE_PORT_" + upper(portName), String.valueOf(port));
        }
        variables.putIfAbsent(name + "_PORT", url);
        variables.put(prefix, url);
        variables.put(prefix + "_PROTO", "tcp");
        variables.put(prefix + "_PORT", String.valueOf(port));
        variables.put(prefix + "_ADDR", address);
    }

    private static String upper(String name) {
        return name.replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private String namespace() {
        return pod.getMetadata().getNamespace();
    }
}
