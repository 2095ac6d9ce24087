package dev.assay.host;

import java.util.List;

/** The faults of a plugin that go-plugin serves over gRPC. */
class GoGrpcPluginFaultsIT extends GoPluginFaults {
    @Override
    List<String> protocolArguments() {
        return List.of("-grpc");
    }
}
