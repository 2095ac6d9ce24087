package dev.assay.config.entry;

import dev.assay.config.ConfigException;
import dev.assay.config.Platform;
import dev.assay.config.PluginList;
import dev.assay.config.PluginSpec;
import dev.assay.config.SecretException;
import dev.assay.config.Secrets;
import dev.assay.text.Redacted;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;

/**
 * A file of manifests: the ConfigMap with the plugins, and the Secrets that its entries name. The file may hold several
 * YAML documents or a list of objects. Other kinds in it are passed over.
 */
public final class ManifestFile {
    private static final String MANIFEST = "manifest";

    private final String source;
    private final PluginList list;
    private final Map<String, Map<String, String>> secrets;
    private final List<String> missingSecrets;
    private final Node configMap;

    private ManifestFile(
            String source,
            PluginList list,
            Map<String, Map<String, String>> secrets,
            List<String> missingSecrets,
            Node configMap) {
        this.source = source;
        this.list = list;
        this.secrets = Map.copyOf(secrets);
        this.missingSecrets = List.copyOf(missingSecrets);
        this.configMap = configMap;
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

    /**
     * Whether {@link #check} has to look at the text: it has a ConfigMap that lists plugins, or is no text that can be
     * read. Other manifests do not concern it.
     */
    public static boolean mayListPlugins(String text) {
        FaultCollector collector = new FaultCollector();
        FaultLocation place = new FaultLocation(collector, MANIFEST);
        List<Node> nodes = YamlText.readAll(text, place);
        return collector.hasFaults() || KubernetesObjects.of(nodes, place).mayListPlugins();
    }

    /**
     * Checks two lists of one text: that of Argo's ConfigMap, and that of a ConfigMap beside it. Throws
     * {@link ConfigException} with the faults of both.
     *
     * @param beside the name of the second ConfigMap
     * @return one manifest for each of them; only the first where there is none of that name
     */
    public static List<ManifestFile> checkPair(
            String source, String text, Platform platform, Set<String> builtins, String beside) {
        FaultCollector collector = new FaultCollector(builtins);
        KubernetesObjects objects = objects(text, collector);
        Optional<KubernetesObject> first = objects.configMapBeside(beside);
        Optional<KubernetesObject> second = objects.configMap(beside).filter(map -> !first.equals(Optional.of(map)));
        Draft draft = Draft.of(objects, first, platform);
        Optional<Draft> other = second.map(map -> Draft.of(objects, second, platform));
        List<ManifestFile> files = new ArrayList<>();
        files.add(draft.finish(source, collector));
        other.ifPresent(d -> files.add(d.finish(source, collector)));
        return files;
    }

    private static ManifestFile read(String source, String text, Platform platform, FaultCollector collector) {
        KubernetesObjects objects = objects(text, collector);
        Optional<KubernetesObject> configMap = objects.configMap();
        configMap.ifPresent(map -> warnOfName(map, collector));
        return Draft.of(objects, configMap, platform).finish(source, collector);
    }

    private static KubernetesObjects objects(String text, FaultCollector collector) {
        FaultLocation place = new FaultLocation(collector, MANIFEST);
        List<Node> nodes = text.isBlank() ? List.of() : YamlText.readAll(text, place);
        if (nodes.isEmpty() && !collector.hasFaults()) {
            place.faultAtLine(0, "is empty", KubernetesObjects.FORM);
        }
        return KubernetesObjects.of(nodes, place);
    }

    /** The content of one ConfigMap, before it is known whether there were faults. */
    private record Draft(
            List<PluginSpec> plugins, Map<String, Map<String, String>> secrets, Optional<KubernetesObject> configMap) {
        static Draft of(KubernetesObjects objects, Optional<KubernetesObject> configMap, Platform platform) {
            List<PluginSpec> plugins = configMap
                    .map(map -> ConfigMapData.readManifest(map, platform))
                    .orElse(List.of());
            return new Draft(plugins, objects.secrets(named(plugins), configMap), configMap);
        }

        /** The manifest, where there was no fault. Else throws {@link ConfigException} with every fault. */
        ManifestFile finish(String source, FaultCollector collector) {
            PluginList list = collector.result(source, plugins);
            List<String> missing = named(plugins).stream()
                    .filter(name -> !secrets.containsKey(name))
                    .toList();
            return new ManifestFile(
                    source, list, secrets, missing, configMap.orElseThrow().node());
        }

        private static List<String> named(List<PluginSpec> plugins) {
            return plugins.stream()
                    .flatMap(p -> p.secrets().stream())
                    .distinct()
                    .toList();
        }
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

    /** The ConfigMap that lists the plugins. */
    public Node configMap() {
        return configMap;
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
