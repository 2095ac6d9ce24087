package dev.assay.bench;

import dev.assay.metric.Phase;
import dev.assay.proto.plugin.v1.Measurement;
import dev.assay.proto.v1.MetricServiceGrpc;
import dev.assay.proto.v1.MetricServiceGrpc.MetricServiceStub;
import dev.assay.proto.v1.RunRequest;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Callers over gRPC, who share one connection, as those behind one bridge do. */
final class GrpcCallers implements Load, AutoCloseable {
    private final ManagedChannel channel;
    private final MetricServiceStub service;
    private final RunRequest request;
    private final int count;

    GrpcCallers(URI address, RunRequest request, int count) {
        channel = NettyChannelBuilder.forAddress(address.getHost(), address.getPort())
                .usePlaintext()
                .directExecutor()
                .build();
        service = MetricServiceGrpc.newStub(channel);
        this.request = request;
        this.count = count;
    }

    @Override
    public List<Long> callFor(Duration time) throws Exception {
        long end = System.nanoTime() + time.toNanos();
        List<Caller> callers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Caller caller = new Caller(end);
            callers.add(caller);
            caller.call();
        }
        List<Long> all = new ArrayList<>();
        for (Caller caller : callers) {
            all.addAll(caller.done.get());
        }
        return all;
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }

    private final class Caller implements StreamObserver<Measurement> {
        private final List<Long> nanos = new ArrayList<>();
        private final CompletableFuture<List<Long>> done = new CompletableFuture<>();
        private final long end;
        private long begin;

        Caller(long end) {
            this.end = end;
        }

        void call() {
            begin = System.nanoTime();
            service.run(request, this);
        }

        @Override
        public void onNext(Measurement measurement) {
            if (!measurement.getPhase().equals(Phase.SUCCESSFUL.text())) {
                done.completeExceptionally(new IllegalStateException("a call failed: " + measurement));
            }
        }

        @Override
        public void onError(Throwable failure) {
            done.completeExceptionally(failure);
        }

        @Override
        public void onCompleted() {
            long now = System.nanoTime();
            nanos.add(now - begin);
            if (now < end && !done.isDone()) {
                call();
            } else {
                done.complete(nanos);
            }
        }
    }
}
