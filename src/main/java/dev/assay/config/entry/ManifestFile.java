package dev.assay.config.entry;

import dev.assay.config.ConfigException;
import dev.assay.config.Platform;
import dev.assay.config.PluginList;
import dev.assay.config.PluginSpec;
import dev.assay.config.SecretException;
import dev.assay.config.Secrets;
import dev.assay.text.Redacted;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;

/**
 * What a file of manifests says about plugins: the ConfigMap, and the Secrets that its entries name. The file may hold
 * several YAML documents or a {@code kind: List}; other kinds in it are passed over.
 */
public final class ManifestFile {
    private final String source;
    private final PluginList list;
    private final Map<String, Map<String, String>> secrets;
    private final List<String> missingSecrets;

    private ManifestFile(
            String source, PluginList list, Map<String, Map<String, String>> secrets, List<String> missingSecrets) {
        this.source = source;
        this.list = list;
        this.secrets = Map.copyOf(secrets);
        this.missingSecrets = List.copyOf(missingSecrets);
    }

    /**
     * Throws {@link ConfigException} with every fault.
     *
     * @param source what a person would call the text, for instance {@code file plugins.yaml}
     * @param platform what placeholders in locations stand for
     */
    public static ManifestFile read(String source, String text, Platform platform) {
        FaultCollector findings = new FaultCollector();
        FaultLocation place = new FaultLocation(findings, "manifest");
        List<Node> nodes = text.isBlank() ? List.of() : YamlText.readAll(text, place);
        if (nodes.isEmpty() && !findings.hasFaults()) {
            place.faultAtLine(0, "is empty", KubernetesObjects.FORM);
        }
        KubernetesObjects documents = KubernetesObjects.of(nodes, place);
        Optional<KubernetesObject> configMap = documents.configMap();
        List<PluginSpec> plugins =
                configMap.map(map -> ConfigMapData.ofManifest(map, platform)).orElse(List.of());
        List<String> named = plugins.stream()
                .flatMap(p -> p.headersFrom().stream())
                .distinct()
                .toList();
        Map<String, Map<String, String>> secrets = documents.secrets(named, configMap);
        PluginList list = findings.result(source, plugins);
        return new ManifestFile(
                source,
                list,
                secrets,
                named.stream().filter(name -> !secrets.containsKey(name)).toList());
    }

    public PluginList list() {
        return list;
    }

    /** The Secrets of the file that the entries name. One that is not in it is a fault. */
    public Secrets secrets() {
        return this::secret;
    }

    /** The Secrets that entries name and that are not in the file. */
    public List<String> missingSecrets() {
        return missingSecrets;
    }

    private Uni<Map<String, String>> secret(String name) {
        Map<String, String> entries = secrets.get(name);
        if (entries != null) {
            return Uni.createFrom().item(entries);
        }
        return Uni.createFrom()
                .failure(new SecretException(
                        true,
                        "tried to read the Secret " + Redacted.plain(name) + ", but it is not in " + source
                                + "; add its manifest there after a line with \"---\"",
                        null));
    }
}
