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
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;

/**
 * A file of manifests: the ConfigMap with the plugins, and the Secrets that its entries name. The file may hold several
 * YAML documents or a {@code kind: List}. Other kinds in it are passed over.
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
     * Reads the text of the file. Throws {@link ConfigException} with every fault.
     *
     * @param source the words of a person for the text, for instance {@code file plugins.yaml}
     * @param platform the meaning of placeholders in locations
     */
    public static ManifestFile read(String source, String text, Platform platform) {
        return read(source, text, platform, new FaultCollector());
    }

    /**
     * Reads the text as {@link #read} does, and throws also where a plugin of the list could certainly not be started.
     *
     * @param builtins names of the plugins that come with Assay
     */
    public static ManifestFile check(String source, String text, Platform platform, Set<String> builtins) {
        return read(source, text, platform, new FaultCollector(builtins));
    }

    private static ManifestFile read(String source, String text, Platform platform, FaultCollector collector) {
        FaultLocation place = new FaultLocation(collector, "manifest");
        List<Node> nodes = text.isBlank() ? List.of() : YamlText.readAll(text, place);
        if (nodes.isEmpty() && !collector.hasFaults()) {
            place.faultAtLine(0, "is empty", KubernetesObjects.FORM);
        }
        KubernetesObjects objects = KubernetesObjects.of(nodes, place);
        Optional<KubernetesObject> configMap = objects.configMap();
        configMap.ifPresent(map -> warnOfName(map, collector));
        List<PluginSpec> plugins =
                configMap.map(map -> ConfigMapData.readManifest(map, platform)).orElse(List.of());
        List<String> named =
                plugins.stream().flatMap(p -> p.secrets().stream()).distinct().toList();
        Map<String, Map<String, String>> secrets = objects.secrets(named, configMap);
        PluginList list = collector.result(source, plugins);
        return new ManifestFile(
                source,
                list,
                secrets,
                named.stream().filter(name -> !secrets.containsKey(name)).toList());
    }

    /** In a cluster, the service reads the ConfigMap of the name that its settings have. */
    private static void warnOfName(KubernetesObject map, FaultCollector collector) {
        boolean other = !map.name().isEmpty() && !map.name().equals(KubernetesObjects.NAME);
        if (collector.isStrict() && other) {
            map.place()
                    .at("metadata")
                    .at("name")
                    .warning(
                            map.node(),
                            "is not " + KubernetesObjects.NAME
                                    + ", so in a cluster it is read only where assay.config.name is set to it");
        }
    }

    public PluginList list() {
        return list;
    }

    /** The Secrets of the file that its entries name. Reading one that is not in the file fails. */
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
