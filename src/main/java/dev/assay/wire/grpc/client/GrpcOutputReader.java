package dev.assay.wire.grpc.client;

import com.google.protobuf.Empty;
import dev.assay.log.PluginLog;
import dev.assay.proto.goplugin.GRPCStdioGrpc;
import dev.assay.proto.goplugin.StdioData;
import dev.assay.text.LineSplitter;
import dev.assay.wire.OutputWorker;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ClientResponseObserver;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads a plugin's stdout and stderr from {@code plugin.GRPCStdio/StreamStdio} (go-plugin {@code grpc_stdio.go}) into
 * its log. The next piece is asked for when the last one is written: a plugin that floods its output waits, and no
 * event loop does. What arrives is handled in its order, one after the other, whatever threads the worker has.
 */
final class GrpcOutputReader implements ClientResponseObserver<Empty, StdioData> {
    private static final Logger LOG = Logger.getLogger(GrpcOutputReader.class);

    private final PluginLog log;
    private final OutputWorker output;
    private final LineSplitter stdout;
    private final LineSplitter stderr;
    private @Nullable ClientCallStreamObserver<Empty> stream;

    GrpcOutputReader(PluginLog log, Executor worker) {
        this.log = log;
        this.output = new OutputWorker(worker, LOG);
        this.stdout = LineSplitter.marking(LineSplitter.PLUGIN_LINE_BYTES, log::line);
        this.stderr = LineSplitter.marking(LineSplitter.PLUGIN_LINE_BYTES, log::line);
    }

    static void start(Channel channel, PluginLog log, Executor worker) {
        ClientCalls.asyncServerStreamingCall(
                channel.newCall(GRPCStdioGrpc.getStreamStdioMethod(), CallOptions.DEFAULT),
                Empty.getDefaultInstance(),
                new GrpcOutputReader(log, worker));
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<Empty> requestStream) {
        stream = requestStream;
        requestStream.disableAutoRequestWithInitial(1);
    }

    @Override
    public void onNext(StdioData piece) {
        output.run(() -> write(piece), piece.getData().size() + " bytes of it");
    }

    @Override
    public void onError(Throwable failure) {
        output.run(
                () -> {
                    end();
                    switch (Status.fromThrowable(failure).getCode()) {
                        // The plugin has no such service, which it may; or the connection is over, which others tell.
                        case UNIMPLEMENTED, UNAVAILABLE, CANCELLED -> {}
                        default ->
                            log.line("[WARN] tried to read the plugin's output, but the stream failed ("
                                    + failure.getMessage()
                                    + "); what the plugin writes to its stdout from now on is lost");
                    }
                },
                "the end of it");
    }

    @Override
    public void onCompleted() {
        output.run(this::end, "the end of it");
    }

    private void write(StdioData piece) {
        byte[] data = piece.getData().toByteArray();
        (piece.getChannel() == StdioData.Channel.STDOUT ? stdout : stderr).feed(data, 0, data.length);
        if (stream != null) {
            stream.request(1);
        }
    }

    private void end() {
        stdout.end();
        stderr.end();
    }
}
