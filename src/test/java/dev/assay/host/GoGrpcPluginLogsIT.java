package dev.assay.host;

import java.util.List;

/** The output of a plugin that go-plugin serves over gRPC. */
class GoGrpcPluginLogsIT extends GoPluginLogs {
    @Override
    List<String> protocolArguments() {
        return List.of("-grpc");
    }
}
