package dev.assay.bridge;

import com.google.protobuf.MessageLite;
import dev.assay.proto.plugin.v1.Measurement;
import dev.assay.proto.v1.GarbageCollectRequest;
import dev.assay.proto.v1.GarbageCollectResponse;
import dev.assay.proto.v1.GetMetadataRequest;
import dev.assay.proto.v1.GetMetadataResponse;
import dev.assay.proto.v1.MeasurementRequest;
import dev.assay.proto.v1.MetricServiceGrpc;
import dev.assay.proto.v1.RunRequest;
import dev.assay.proto.v1.TypeRequest;
import dev.assay.proto.v1.TypeResponse;
import dev.assay.wire.TlsIdentity;
import dev.assay.wire.grpc.RetryPushback;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A server of {@code assay.v1.MetricService} whose answers a test sets, and which remembers its requests. */
final class FakeAssay implements MetricServiceGrpc.AsyncService, AutoCloseable {
    final List<MessageLite> requests = new CopyOnWriteArrayList<>();
    final List<String> tokens = new CopyOnWriteArrayList<>();
    final CountDownLatch cancelled = new CountDownLatch(1);

    volatile Measurement measurement = Measurement.getDefaultInstance();
    volatile GetMetadataResponse metadata = GetMetadataResponse.getDefaultInstance();
    volatile String garbage = "";

    /** The failure of calls; null where they do not fail. */
    volatile Status failure;

    /** Whether calls get no answer. */
    volatile boolean silent;

    /** How many calls are refused yet, because Assay is starting. */
    final AtomicInteger refusals = new AtomicInteger();

    private final Server server;
    private final int port;

    private FakeAssay(int wanted, Optional<SslContext> tls) throws IOException {
        NettyServerBuilder builder =
                NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
        tls.ifPresent(builder::sslContext);
        server = builder.addService(MetricServiceGrpc.bindService(this))
                .intercept(new TokenRecorder())
                .directExecutor()
                .build()
                .start();
        this.port = server.getPort();
    }

    static FakeAssay start() throws IOException {
        return on(0);
    }

    static FakeAssay on(int port) throws IOException {
        return new FakeAssay(port, Optional.empty());
    }

    /** With the certificate of {@code localhost} that this identity has. */
    static FakeAssay with(TlsIdentity identity) throws IOException {
        SslContextBuilder tls = SslContextBuilder.forServer(identity.key(), identity.certificate());
        return new FakeAssay(
                0, Optional.of(GrpcSslContexts.configure(tls, SslProvider.JDK).build()));
    }

    int port() {
        return port;
    }

    @Override
    public void run(RunRequest request, StreamObserver<Measurement> answer) {
        answer(request, answer, measurement);
    }

    @Override
    public void resume(MeasurementRequest request, StreamObserver<Measurement> answer) {
        answer(request, answer, measurement);
    }

    @Override
    public void terminate(MeasurementRequest request, StreamObserver<Measurement> answer) {
        answer(request, answer, measurement);
    }

    @Override
    public void garbageCollect(GarbageCollectRequest request, StreamObserver<GarbageCollectResponse> answer) {
        answer(
                request,
                answer,
                GarbageCollectResponse.newBuilder().setError(garbage).build());
    }

    @Override
    public void getMetadata(GetMetadataRequest request, StreamObserver<GetMetadataResponse> answer) {
        answer(request, answer, metadata);
    }

    @Override
    public void type(TypeRequest request, StreamObserver<TypeResponse> answer) {
        answer(request, answer, TypeResponse.newBuilder().setType("Fake").build());
    }

    private <T> void answer(MessageLite request, StreamObserver<T> observer, T answer) {
        ((ServerCallStreamObserver<T>) observer).setOnCancelHandler(cancelled::countDown);
        requests.add(request);
        if (silent) {
            return;
        }
        if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            Status starting =
                    Status.UNAVAILABLE.withDescription("tried to find the plugin, but Assay is starting; try later");
            observer.onError(RetryPushback.refusal(starting, Duration.ofMillis(50)));
        } else if (failure != null) {
            observer.onError(failure.asRuntimeException());
        } else {
            observer.onNext(answer);
            observer.onCompleted();
        }
    }

    /** Ends the server and all connections at once. */
    @Override
    public void close() {
        server.shutdownNow();
        try {
            if (!server.awaitTermination(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the server did not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class TokenRecorder implements ServerInterceptor {
        private static final Metadata.Key<String> AUTHORIZATION =
                Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

        @Override
        public <I, O> ServerCall.Listener<I> interceptCall(
                ServerCall<I, O> call, Metadata headers, ServerCallHandler<I, O> next) {
            tokens.add(String.valueOf(headers.get(AUTHORIZATION)));
            return next.startCall(call, headers);
        }
    }
}
