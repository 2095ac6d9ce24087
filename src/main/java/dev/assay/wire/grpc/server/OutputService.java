package dev.assay.wire.grpc.server;

import com.google.protobuf.Empty;
import dev.assay.proto.goplugin.GRPCStdioGrpc;
import dev.assay.proto.goplugin.StdioData;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

/** Sends the plugin's output to the one host that asks for it. */
final class OutputService implements GRPCStdioGrpc.AsyncService {
    private final PluginOutput output;

    OutputService(PluginOutput output) {
        this.output = output;
    }

    @Override
    public void streamStdio(Empty request, StreamObserver<StdioData> answer) {
        ServerCallStreamObserver<StdioData> stream = (ServerCallStreamObserver<StdioData>) answer;
        if (!output.attach(stream)) {
            stream.onError(Status.FAILED_PRECONDITION
                    .withDescription("the output is already being read")
                    .asException());
        }
    }
}
