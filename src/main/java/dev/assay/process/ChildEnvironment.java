package dev.assay.process;

import dev.assay.process.linux.HostIdentity;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Builds the environment of a child. Later entries replace earlier ones:
 *
 * <ol>
 *   <li>the host's environment, without {@code QUARKUS_*}, {@code ASSAY_*} and the variables of a go-plugin host;
 *   <li>the entries that the plugin's configuration sets;
 *   <li>{@link LimitVariables}, each where neither of these sets it;
 *   <li>the variables that go-plugin's {@code Client.Start} ({@code client.go}) sets, with Argo's cookie and ports.
 * </ol>
 *
 * @param inherited the host's environment
 */
record ChildEnvironment(Map<String, String> inherited) {
    private static final Set<String> GO_PLUGIN_HOST_VARIABLES = Set.of(
            "ARGO_ROLLOUTS_RPC_PLUGIN", "PLUGIN_CLIENT_CERT", "PLUGIN_MULTIPLEX_GRPC", "PLUGIN_UNIX_SOCKET_GROUP");

    /** The variable that identifies a process and all its descendants. */
    static final String INSTANCE = "ASSAY_INSTANCE";

    /**
     * A complete environment.
     *
     * @param variables all of it
     * @param ignored names in the plugin's own entries that only the host may set
     */
    record Built(Map<String, String> variables, Set<String> ignored) {}

    Built build(Launch launch, Path sockets, String instance, Optional<HostIdentity> host) {
        Map<String, String> variables = new HashMap<>(inherited);
        variables.keySet().removeIf(ChildEnvironment::belongsToHost);
        variables.putAll(launch.environment());
        LimitVariables.of(launch.limits()).forEach(variables::putIfAbsent);
        Map<String, String> protocolVariables = protocol(launch, sockets, instance, host);
        variables.putAll(protocolVariables);
        Set<String> ignored = new TreeSet<>(launch.environment().keySet());
        ignored.retainAll(protocolVariables.keySet());
        return new Built(variables, ignored);
    }

    private static boolean belongsToHost(String name) {
        return name.startsWith("QUARKUS_") || name.startsWith("ASSAY_") || GO_PLUGIN_HOST_VARIABLES.contains(name);
    }

    private static Map<String, String> protocol(
            Launch launch, Path sockets, String instance, Optional<HostIdentity> host) {
        Map<String, String> protocolVariables = new HashMap<>();
        protocolVariables.put("ARGO_ROLLOUTS_RPC_PLUGIN", launch.cookie());
        protocolVariables.put("PLUGIN_MIN_PORT", "10000");
        protocolVariables.put("PLUGIN_MAX_PORT", "25000");
        protocolVariables.put("PLUGIN_PROTOCOL_VERSIONS", Integer.toString(HandshakeParser.APP_VERSION));
        protocolVariables.put("PLUGIN_UNIX_SOCKET_DIR", sockets.toString());
        protocolVariables.put("ASSAY_PLUGIN_PROTOCOLS", String.join(",", launch.protocols()));
        protocolVariables.put(
                "ASSAY_HOST_PID", Long.toString(ProcessHandle.current().pid()));
        protocolVariables.put(INSTANCE, instance);
        launch.clientCertificate().ifPresent(pem -> protocolVariables.put("PLUGIN_CLIENT_CERT", pem));
        host.ifPresent(identity -> protocolVariables.put(HostIdentity.VARIABLE, identity.text()));
        return protocolVariables;
    }
}
