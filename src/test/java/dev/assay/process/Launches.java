package dev.assay.process;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Requests to start a plugin {@code a/b} without limits, with the cookie of Argo Rollouts 1.5 and later, over gRPC. */
final class Launches {
    private Launches() {}

    static Launch of(List<String> command) {
        return of(command, Map.of(), ProcessBench.TIMEOUT);
    }

    static Launch of(List<String> command, Map<String, String> environment, Duration handshakeTimeout) {
        return new Launch(
                "a/b",
                command,
                environment,
                "metricprovider",
                List.of("grpc"),
                Optional.empty(),
                ResourceLimits.NONE,
                handshakeTimeout);
    }
}
