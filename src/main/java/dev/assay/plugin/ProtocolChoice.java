package dev.assay.plugin;

import dev.assay.wire.PluginEndpoint;
import java.util.List;

/** Finds the protocol over which a host and this plugin can talk. */
final class ProtocolChoice {
    /** The only protocol of a host that offers none by name (argo-rollouts {@code metricproviders/plugin}). */
    private static final String OF_ARGO = "netrpc";

    private ProtocolChoice() {}

    /**
     * The first of the endpoints whose protocol the host speaks.
     *
     * @param endpoints in the order of preference
     * @throws ServeException when the host speaks none of their protocols
     */
    static PluginEndpoint of(HostEnvironment environment, List<PluginEndpoint> endpoints) throws ServeException {
        List<String> offered = environment.protocols().orElse(List.of(OF_ARGO));
        for (PluginEndpoint endpoint : endpoints) {
            if (offered.contains(endpoint.protocol())) {
                return endpoint;
            }
        }
        String served = String.join(
                " or ", endpoints.stream().map(PluginEndpoint::protocol).toList());
        throw new ServeException("tried to serve the host over " + served + ", but it speaks only "
                + String.join(",", offered) + " (ASSAY_PLUGIN_PROTOCOLS); let it offer " + served);
    }
}
