package dev.assay.process;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Builds the environment of a child, from empty: what the host inherited, less {@code QUARKUS_*} and {@code ASSAY_*}
 * (the host's own configuration) and what go-plugin's own host would set; then the plugin's own entries; then what
 * go-plugin's {@code Client.Start} ({@code client.go}) sets, with Argo's cookie and ports.
 *
 * @param inherited the host's environment
 */
record ChildEnvironment(Map<String, String> inherited) {
    private static final Set<String> OF_ANOTHER_HOST = Set.of(
            "ARGO_ROLLOUTS_RPC_PLUGIN", "PLUGIN_CLIENT_CERT", "PLUGIN_MULTIPLEX_GRPC", "PLUGIN_UNIX_SOCKET_GROUP");

    /** In the environment of a process and of all that it starts. */
    static final String INSTANCE = "ASSAY_INSTANCE";

    /**
     * An environment.
     *
     * @param variables all of it
     * @param ignored names of plugin's own entries that are the host's to set
     */
    record Built(Map<String, String> variables, Set<String> ignored) {}

    Built build(Launch launch, Path sockets, String instance, Optional<HostIdentity> host) {
        Map<String, String> variables = new HashMap<>(inherited);
        variables.keySet().removeIf(ChildEnvironment::isTheHosts);
        variables.putAll(launch.environment());
        Map<String, String> ours = protocol(launch, sockets, instance, host);
        variables.putAll(ours);
        Set<String> ignored = new TreeSet<>(launch.environment().keySet());
        ignored.retainAll(ours.keySet());
        return new Built(variables, ignored);
    }

    private static boolean isTheHosts(String name) {
        return name.startsWith("QUARKUS_") || name.startsWith("ASSAY_") || OF_ANOTHER_HOST.contains(name);
    }

    private static Map<String, String> protocol(
            Launch launch, Path sockets, String instance, Optional<HostIdentity> host) {
        Map<String, String> ours = new HashMap<>();
        ours.put("ARGO_ROLLOUTS_RPC_PLUGIN", "metricprovider");
        ours.put("PLUGIN_MIN_PORT", "10000");
        ours.put("PLUGIN_MAX_PORT", "25000");
        ours.put("PLUGIN_PROTOCOL_VERSIONS", Integer.toString(HandshakeParser.APP_VERSION));
        ours.put("PLUGIN_UNIX_SOCKET_DIR", sockets.toString());
        ours.put("ASSAY_PLUGIN_PROTOCOLS", String.join(",", launch.protocols()));
        ours.put("ASSAY_HOST_PID", Long.toString(ProcessHandle.current().pid()));
        ours.put(INSTANCE, instance);
        launch.clientCertificate().ifPresent(pem -> ours.put("PLUGIN_CLIENT_CERT", pem));
        host.ifPresent(marker -> ours.put(HostIdentity.VARIABLE, marker.text()));
        return ours;
    }
}
