package dev.assay.wire.grpc.server;

import dev.assay.proto.goplugin.Empty;
import dev.assay.proto.goplugin.GRPCControllerGrpc;
import io.grpc.stub.StreamObserver;

/** Takes the host's request that the plugin ends: {@code plugin.GRPCController/Shutdown}. */
final class ControllerService implements GRPCControllerGrpc.AsyncService {
    private final Runnable shutdownRequested;

    ControllerService(Runnable shutdownRequested) {
        this.shutdownRequested = shutdownRequested;
    }

    @Override
    public void shutdown(Empty request, StreamObserver<Empty> answer) {
        answer.onNext(Empty.getDefaultInstance());
        answer.onCompleted();
        shutdownRequested.run();
    }
}
