package dev.assay.bench;

import dev.assay.proto.plugin.v1.Measurement;
import dev.assay.proto.v1.MetricServiceGrpc;
import dev.assay.proto.v1.MetricServiceGrpc.MetricServiceStub;
import dev.assay.proto.v1.RunRequest;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Callers over gRPC, who share one connection, as those behind one bridge do. */
final class GrpcCallers implements Load, AutoCloseable {
    private final ManagedChannel channel;
    private final Load callers;

    GrpcCallers(URI address, RunRequest request, int count) {
        channel = NettyChannelBuilder.forAddress(address.getHost(), address.getPort())
                .usePlaintext()
                .directExecutor()
                .build();
        MetricServiceStub service = MetricServiceGrpc.newStub(channel);
        callers = new Callers((answered, failed) -> service.run(request, new Answer(answered, failed)), count);
    }

    @Override
    public List<Long> callFor(Duration time) throws Exception {
        return callers.callFor(time);
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }

    private static final class Answer implements StreamObserver<Measurement> {
        private final Consumer<String> answered;
        private final Consumer<Throwable> failed;
        private String phase = "";

        Answer(Consumer<String> answered, Consumer<Throwable> failed) {
            this.answered = answered;
            this.failed = failed;
        }

        @Override
        public void onNext(Measurement measurement) {
            phase = measurement.getPhase();
        }

        @Override
        public void onError(Throwable failure) {
            failed.accept(failure);
        }

        @Override
        public void onCompleted() {
            answered.accept(phase);
        }
    }
}
