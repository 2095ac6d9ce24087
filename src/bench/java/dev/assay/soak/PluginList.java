package dev.assay.soak;

import dev.assay.testing.FaultyPlugin;
import dev.assay.testing.FaultyPlugin.Mode;
import dev.assay.testing.go.GoCommands;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The list of plugins in the service's ConfigMap: each in a version, of which a change replaces its process. */
final class PluginList {
    /** So many versions of the download; their executables stay in the store. */
    private static final int DOWNLOADS = 3;

    private final SoakedCluster cluster;
    private final Path goPlugin;
    private final Path javaPlugin;
    private final DownloadServer server;
    private final Map<SoakPlugin, Integer> versions = new ConcurrentHashMap<>();

    PluginList(Path folder, SoakedCluster cluster, DownloadServer server) throws IOException {
        this.cluster = cluster;
        this.goPlugin = GoCommands.executable("noop");
        this.javaPlugin = FaultyPlugin.script(folder, Mode.WELL);
        this.server = server;
        SoakPlugin.ALL.forEach(plugin -> versions.put(plugin, 0));
    }

    /** Gives a plugin a version that it had not before, or not for a while. */
    void update(SoakPlugin plugin) {
        versions.merge(plugin, 1, Integer::sum);
        write();
    }

    /** The list as it should be. */
    void write() {
        cluster.write(manifest(Optional.empty(), ""));
    }

    /** The list with a plugin whose executable is not there. */
    void writeWithoutFileOf(SoakPlugin plugin) {
        cluster.write(manifest(Optional.of(plugin), "file:///nowhere/plugin"));
    }

    /** The list with an entry that breaks the rules. */
    void writeWithBadEntry() {
        cluster.write(manifest(Optional.empty(), "") + "- name: no-slash\n  location: ftp://x\n");
    }

    void writeNonsense() {
        cluster.write("[{{{ \u0001");
    }

    private String manifest(Optional<SoakPlugin> broken, String location) {
        StringBuilder text = new StringBuilder();
        for (SoakPlugin plugin : SoakPlugin.ALL) {
            text.append("- name: ").append(plugin.name());
            text.append("\n  location: \"").append(broken.equals(Optional.of(plugin)) ? location : location(plugin));
            text.append("\"\n  env: {SOAK_VERSION: \"")
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
}
