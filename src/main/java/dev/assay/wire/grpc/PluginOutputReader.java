package dev.assay.wire.grpc;

import com.google.protobuf.Empty;
import dev.assay.proto.goplugin.GRPCStdioGrpc;
import dev.assay.proto.goplugin.StdioData;
import dev.assay.wire.LineAssembler;
import dev.assay.wire.PluginLog;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ClientResponseObserver;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Reads a plugin's stdout and stderr from {@code plugin.GRPCStdio/StreamStdio} (go-plugin {@code grpc_stdio.go}) into
 * its log. The next piece is asked for when the last one is written: a plugin that floods its output waits, and no
 * event loop does.
 */
final class PluginOutputReader implements ClientResponseObserver<Empty, StdioData> {
    private final PluginLog log;
    private final Executor worker;
    private final LineAssembler stdout;
    private final LineAssembler stderr;
    private @Nullable ClientCallStreamObserver<Empty> stream;

    private PluginOutputReader(PluginLog log, Executor worker) {
        this.log = log;
        this.worker = worker;
        this.stdout = new LineAssembler(LineAssembler.MAX_LINE_BYTES, log::line);
        this.stderr = new LineAssembler(LineAssembler.MAX_LINE_BYTES, log::line);
    }

    static void start(Channel channel, PluginLog log, Executor worker) {
        ClientCalls.asyncServerStreamingCall(
                channel.newCall(GRPCStdioGrpc.getStreamStdioMethod(), CallOptions.DEFAULT),
                Empty.getDefaultInstance(),
                new PluginOutputReader(log, worker));
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<Empty> requestStream) {
        stream = requestStream;
        requestStream.disableAutoRequestWithInitial(1);
    }

    @Override
    public void onNext(StdioData piece) {
        worker.execute(() -> write(piece));
    }

    @Override
    public void onError(Throwable failure) {
        worker.execute(() -> {
            end();
            switch (Status.fromThrowable(failure).getCode()) {
                // The plugin has no such service, which it may; or the connection is over, which others tell.
                case UNIMPLEMENTED, UNAVAILABLE, CANCELLED -> {}
                default ->
                    log.line("[WARN] tried to read the plugin's output, but the stream failed (" + failure.getMessage()
                            + "); what the plugin writes to its stdout from now on is lost");
            }
        });
    }

    @Override
    public void onCompleted() {
        worker.execute(this::end);
    }

    private void write(StdioData piece) {
        byte[] data = piece.getData().toByteArray();
        (piece.getChannel() == StdioData.Channel.STDOUT ? stdout : stderr).accept(data, 0, data.length);
        if (stream != null) {
            stream.request(1);
        }
    }

    private void end() {
        stdout.end();
        stderr.end();
    }
}
