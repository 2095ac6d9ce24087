package dev.assay.soak;

import dev.assay.testing.FaultyPlugin;
import dev.assay.testing.FaultyPlugin.Mode;
import dev.assay.testing.go.GoCommands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The configuration file of the service: each plugin in a version, of which a change replaces its process. */
final class PluginList {
    /** So many versions of the download; their executables stay in the store. */
    private static final int DOWNLOADS = 3;

    private final Path file;
    private final Path goPlugin;
    private final Path javaPlugin;
    private final DownloadServer server;
    private final Map<SoakPlugin, Integer> versions = new ConcurrentHashMap<>();

    PluginList(Path folder, DownloadServer server) throws IOException {
        this.file = folder.resolve("plugins.yaml");
        this.goPlugin = GoCommands.executable("noop");
        this.javaPlugin = FaultyPlugin.script(folder, Mode.WELL);
        this.server = server;
        SoakPlugin.ALL.forEach(plugin -> versions.put(plugin, 0));
    }

    Map<String, String> locations() {
        Map<String, String> locations = new ConcurrentHashMap<>();
        SoakPlugin.ALL.forEach(plugin -> locations.put(plugin.name(), location(plugin)));
        return locations;
    }

    /** Gives a plugin a version that it had not before, or not for a while. */
    void update(SoakPlugin plugin) throws IOException {
        versions.merge(plugin, 1, Integer::sum);
        write();
    }

    /** The list as it should be. */
    void write() throws IOException {
        replace(manifest(Optional.empty(), ""));
    }

    /** The list with a plugin whose executable is not there. */
    void writeWithoutFileOf(SoakPlugin plugin) throws IOException {
        replace(manifest(Optional.of(plugin), "file:///nowhere/plugin"));
    }

    /** The list with an entry that breaks the rules. */
    void writeWithBadEntry() throws IOException {
        replace(manifest(Optional.empty(), "") + "    - name: no-slash\n      location: ftp://x\n");
    }

    void writeNonsense() throws IOException {
        replace("metricProviderPlugins: [{{{ \u0001");
    }

    private String manifest(Optional<SoakPlugin> broken, String location) {
        StringBuilder text = new StringBuilder("kind: ConfigMap\ndata:\n  metricProviderPlugins: |\n");
        for (SoakPlugin plugin : SoakPlugin.ALL) {
            text.append("    - name: ").append(plugin.name());
            text.append("\n      location: \"")
                    .append(broken.equals(Optional.of(plugin)) ? location : location(plugin));
            text.append("\"\n      env: {SOAK_VERSION: \"")
                    .append(versions.get(plugin))
                    .append("\"}\n");
        }
        return text.toString();
    }

    private String location(SoakPlugin plugin) {
        return switch (plugin.kind()) {
            case GO -> "file://" + goPlugin;
            case JAVA -> "file://" + javaPlugin;
            case GO_DOWNLOADED -> server.url(versions.getOrDefault(plugin, 0) % DOWNLOADS);
        };
    }

    private void replace(String text) throws IOException {
        Path fresh = Files.writeString(file.resolveSibling("plugins.yaml.new"), text);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
