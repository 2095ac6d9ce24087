package dev.assay.wire.grpc.server;

import com.google.protobuf.Empty;
import com.google.protobuf.UnsafeByteOperations;
import dev.assay.proto.goplugin.GRPCStdioGrpc;
import dev.assay.proto.goplugin.StdioData;
import dev.assay.wire.PluginOutput;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

/** Sends the plugin's output to the first host that asks for it, over {@code plugin.GRPCStdio/StreamStdio}. */
final class OutputService implements GRPCStdioGrpc.AsyncService {
    private final PluginOutput output;

    OutputService(PluginOutput output) {
        this.output = output;
    }

    @Override
    public void streamStdio(Empty request, StreamObserver<StdioData> answer) {
        ServerCallStreamObserver<StdioData> stream = (ServerCallStreamObserver<StdioData>) answer;
        if (output.attach(new Host(stream))) {
            stream.setOnReadyHandler(output::drain);
            stream.setOnCancelHandler(output::detach);
        } else {
            stream.onError(Status.FAILED_PRECONDITION
                    .withDescription("the output is already being read, or has ended")
                    .asException());
        }
    }

    private record Host(ServerCallStreamObserver<StdioData> stream) implements PluginOutput.Receiver {
        @Override
        public boolean isReady() {
            return stream.isReady();
        }

        @Override
        public void send(PluginOutput.Source source, byte[] line) {
            stream.onNext(StdioData.newBuilder()
                    .setChannel(
                            source == PluginOutput.Source.STDOUT ? StdioData.Channel.STDOUT : StdioData.Channel.STDERR)
                    .setData(UnsafeByteOperations.unsafeWrap(line))
                    .build());
        }

        @Override
        public void end() {
            if (!stream.isCancelled()) {
                stream.onCompleted();
            }
        }
    }
}
