package dev.assay.process;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request to start a plugin process.
 *
 * @param plugin the plugin's name, for messages
 * @param command the program and all its arguments
 * @param environment variables that are added to those that the child inherits
 * @param cookie the value of Argo's magic cookie, without which a plugin does not serve, for instance
 *     {@code metricprovider}
 * @param protocols go-plugin protocols that the host speaks, in order of preference, for instance {@code grpc}
 * @param clientCertificate the host's own certificate in PEM, when the connection uses TLS (go-plugin's AutoMTLS)
 * @param limits of the process with its descendants
 * @param handshakeTimeout from the start of the process to the end of its handshake line
 */
public record Launch(
        String plugin,
        List<String> command,
        Map<String, String> environment,
        String cookie,
        List<String> protocols,
        Optional<String> clientCertificate,
        ResourceLimits limits,
        Duration handshakeTimeout) {
    public Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        protocols = List.copyOf(protocols);
    }
}
