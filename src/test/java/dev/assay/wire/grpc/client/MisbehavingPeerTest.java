package dev.assay.wire.grpc.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.assay.metric.AnalysisRun;
import dev.assay.metric.CallException;
import dev.assay.metric.CallException.Remedy;
import dev.assay.metric.Metric;
import dev.assay.process.Handshake;
import dev.assay.proto.plugin.v1.Measurement;
import dev.assay.proto.plugin.v1.MetricProviderGrpc;
import dev.assay.proto.plugin.v1.RunRequest;
import dev.assay.wire.Addresses;
import dev.assay.wire.PluginConnection;
import grpc.health.v1.HealthGrpc;
import grpc.health.v1.HealthOuterClass.HealthCheckRequest;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse.ServingStatus;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.netty.channel.nio.NioEventLoopGroup;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The messages for a user whose plugin does not behave as the contract says. */
class MisbehavingPeerTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration BRIEF = Duration.ofMillis(300);

    private final NioEventLoopGroup eventLoops = new NioEventLoopGroup(1);
    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<String> log = new CopyOnWriteArrayList<>();

    @TempDir
    private Path directory;

    @AfterEach
    void leave_nothing_open() throws Exception {
        for (AutoCloseable thing : open) {
            thing.close();
        }
        assertThat(eventLoops.shutdownGracefully(0, 10, TimeUnit.SECONDS).await(30, TimeUnit.SECONDS))
                .isTrue();
    }

    @Test
    void nobody_listens() {
        Path socket = directory.resolve("none");
        assertThatThrownBy(() -> connect(UnixDomainSocketAddress.of(socket), SOON))
                .satisfies(e -> hasRemedy(e, Remedy.RESTARTING))
                .hasMessageStartingWith("tried to check the health of the plugin at unix:" + socket
                        + ", but no gRPC server answers there (")
                .hasMessageEndingWith("; the plugin is to be restarted");
    }

    @Test
    void a_peer_that_accepts_and_says_nothing_is_given_up_in_time() throws Exception {
        SocketAddress address = raw(socket -> {});
        assertThatThrownBy(() -> connect(address, BRIEF))
                .satisfies(e -> hasRemedy(e, Remedy.RESTARTING))
                .hasMessage("tried to check the health of the plugin at " + Addresses.text(address)
                        + ", but got no answer within 0.3 s; the plugin is to be restarted");
    }

    @Test
    void garbage_instead_of_http2() throws Exception {
        SocketAddress address = raw(socket -> {
            try {
                socket.getOutputStream().write("SSH-2.0-OpenSSH_9.2\r\n".getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        assertThatThrownBy(() -> connect(address, SOON))
                .satisfies(e -> hasRemedy(e, Remedy.RESTARTING))
                .hasMessageStartingWith("tried to check the health of the plugin at " + Addresses.text(address)
                        + ", but no gRPC server answers there (")
                .hasMessageNotContaining("\n");
    }

    @Test
    void a_peer_that_closes_without_a_word_may_be_one_of_net_rpc() throws Exception {
        SocketAddress address = raw(socket -> {
            try {
                // Go's yamux reads the first header, and does not know its version.
                byte[] unused = socket.getInputStream().readNBytes(12);
                socket.close();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        assertThatThrownBy(() -> connect(address, SOON))
                .satisfies(e -> hasRemedy(e, Remedy.RESTARTING))
                .hasMessage("tried to check the health of the plugin at " + Addresses.text(address)
                        + ", but it ended the connection without a word of HTTP/2; if the plugin speaks go-plugin's"
                        + " net/rpc, end its handshake line with |netrpc");
    }

    @Test
    void a_health_service_that_never_answers_is_given_up_in_time() throws Exception {
        SocketAddress address = serve(health((request, answer) -> {}));
        assertThatThrownBy(() -> connect(address, BRIEF)).hasMessageContaining("but got no answer within 0.3 s");
    }

    @Test
    void giving_up_the_connecting_closes_the_connection() throws Exception {
        CompletableFuture<Boolean> cancelled = new CompletableFuture<>();
        SocketAddress address = serve(health((request, answer) -> ((io.grpc.stub.ServerCallStreamObserver<?>) answer)
                .setOnCancelHandler(() -> cancelled.complete(true))));
        CompletableFuture<PluginConnection> connecting = transport(SOON)
                .connect(handshake(address), Optional.empty(), log::add)
                .subscribeAsCompletionStage();
        await().atMost(SOON).until(() -> healthChecks.size() == 1);
        connecting.cancel(true);
        assertThat(cancelled).succeedsWithin(SOON);
    }

    @Test
    void a_plugin_that_does_not_serve_yet() throws Exception {
        SocketAddress address = serve(health((request, answer) -> {
            answer.onNext(HealthCheckResponse.newBuilder()
                    .setStatus(ServingStatus.NOT_SERVING)
                    .build());
            answer.onCompleted();
        }));
        assertThatThrownBy(() -> connect(address, BRIEF))
                .satisfies(e -> hasRemedy(e, Remedy.RESTARTING))
                .hasMessage(
                        "tried to check the health of the plugin at " + Addresses.text(address)
                                + ", but its service \"plugin\" is NOT_SERVING instead of SERVING; the plugin is to be restarted");
    }

    @Test
    void a_server_without_a_health_service() throws Exception {
        SocketAddress address = serve();
        assertThatThrownBy(() -> connect(address, SOON))
                .satisfies(e -> hasRemedy(e, Remedy.CONFIGURE))
                .hasMessageContaining("it does not serve grpc.health.v1.Health with the service name \"plugin\"")
                .hasMessageEndingWith("; add it to the plugin, as go-plugin demands");
    }

    @Test
    void a_health_service_that_does_not_know_the_plugin() throws Exception {
        SocketAddress address = serve(health((request, answer) -> answer.onError(
                Status.NOT_FOUND.withDescription("unknown service").asException())));
        assertThatThrownBy(() -> connect(address, BRIEF))
                .satisfies(e -> hasRemedy(e, Remedy.RESTARTING))
                .hasMessageContaining("(unknown service)");
        assertThat(healthChecks).hasSizeGreaterThan(1);
    }

    @Test
    void a_plugin_that_tells_its_health_late_is_waited_for() throws Exception {
        SocketAddress address = serve(health((request, answer) -> {
            switch (healthChecks.size()) {
                case 1 -> answer.onError(Status.NOT_FOUND.asException());
                case 2 -> {
                    answer.onNext(HealthCheckResponse.newBuilder()
                            .setStatus(ServingStatus.NOT_SERVING)
                            .build());
                    answer.onCompleted();
                }
                default -> serving(answer);
            }
        }));
        PluginConnection plugin = connect(address, SOON);
        assertThat(healthChecks).hasSize(3);
        assertThat(plugin.answers()).isEqualTo(3);
    }

    @Test
    void errors_are_answers_and_calls_that_were_given_up_are_none() throws Exception {
        CompletableFuture<Boolean> called = new CompletableFuture<>();
        PluginConnection plugin = connect(serve(healthy(), runs((request, answer) -> called.complete(true))), SOON);
        long before = plugin.answers();
        var call = plugin.run(AnalysisRun.EMPTY, Metric.EMPTY).subscribe().with(measurement -> {});
        assertThat(called).succeedsWithin(SOON);
        call.cancel();
        assertThat(plugin.answers()).isEqualTo(before);
        assertThatThrownBy(() -> get(plugin.type())).hasMessageContaining("does not implement");
        assertThat(plugin.answers()).isEqualTo(before + 1);
    }

    @Test
    void a_verb_that_is_not_implemented_is_named() throws Exception {
        PluginConnection plugin = connect(serve(healthy()), SOON);
        assertThatThrownBy(() -> get(plugin.run(AnalysisRun.EMPTY, Metric.EMPTY)))
                .satisfies(e -> hasRemedy(e, Remedy.CONFIGURE))
                .hasMessageStartingWith("tried to call Run of the plugin at ")
                .hasMessageContaining(
                        "but the plugin does not implement assay.plugin.v1.MetricProvider/Run; implement this verb");
    }

    @Test
    void neither_output_nor_shutdown_need_be_implemented() throws Exception {
        PluginConnection plugin = connect(serve(healthy()), SOON);
        get(plugin.quit());
        get(plugin.ping());
        assertThat(log).isEmpty();
    }

    @Test
    void a_connection_that_is_cut_in_the_middle_of_a_call() throws Exception {
        CompletableFuture<Boolean> called = new CompletableFuture<>();
        NettyServerBuilder builder = NettyServerBuilder.forAddress(anyPort())
                .addService(healthy())
                .addService(runs((request, answer) -> called.complete(true)));
        Server server = builder.build().start();
        open.add(server::shutdownNow);
        PluginConnection plugin = connect(server.getListenSockets().get(0), SOON);
        CompletableFuture<?> call = plugin.run(AnalysisRun.EMPTY, Metric.EMPTY).subscribeAsCompletionStage();
        assertThat(called).succeedsWithin(SOON);

        server.shutdownNow();

        assertThat(call).failsWithin(SOON).withThrowableThat().havingCause().satisfies(e -> {
            hasRemedy(e, Remedy.RESTARTING);
            assertThat(e)
                    .hasMessageStartingWith("tried to call Run of the plugin at tcp:127.0.0.1:")
                    .hasMessageContaining("but the connection to it is gone")
                    .hasMessageEndingWith("; call again once the plugin has been restarted");
        });
        assertThat(plugin.closed().toCompletableFuture()).succeedsWithin(SOON);
    }

    @Test
    void a_measurement_whose_time_is_none() throws Exception {
        PluginConnection plugin = connect(
                serve(healthy(), runs((request, answer) -> {
                    Measurement.Builder measurement = Measurement.newBuilder().setPhase("Successful");
                    measurement
                            .getFinishedAtBuilder()
                            .setSeconds(Long.MAX_VALUE)
                            .setNanos(-1);
                    answer.onNext(measurement.build());
                    answer.onCompleted();
                })),
                SOON);
        assertThatThrownBy(() -> get(plugin.run(AnalysisRun.EMPTY, Metric.EMPTY)))
                .satisfies(e -> hasRemedy(e, Remedy.CONFIGURE))
                .hasMessage(
                        "tried to read a measurement, but its finished_at is no time (9223372036854775807 s, -1 ns);"
                                + " correct the plugin");
    }

    @Test
    void an_error_status_of_the_plugin_is_quoted() throws Exception {
        PluginConnection plugin = connect(
                serve(
                        healthy(),
                        runs((request, answer) -> answer.onError(Status.UNKNOWN
                                .withDescription("KeyError:\n 'x'")
                                .asException()))),
                SOON);
        assertThatThrownBy(() -> get(plugin.run(AnalysisRun.EMPTY, Metric.EMPTY)))
                .satisfies(e -> hasRemedy(e, Remedy.RETRY))
                .hasMessageContaining("but the call failed with UNKNOWN (KeyError: 'x'); call again");
    }

    @ParameterizedTest
    @CsvSource({"UNAVAILABLE, 0", "CANCELLED, 0", "INTERNAL, 500000"})
    void a_status_that_the_plugin_gives_for_its_own_backend_is_no_lost_connection(Status.Code code, int more)
            throws Exception {
        PluginConnection plugin = connect(
                serve(
                        healthy(),
                        runs((request, answer) -> answer.onError(code.toStatus()
                                .withDescription("prometheus is down" + "!".repeat(more))
                                .asException()))),
                SOON);
        assertThatThrownBy(() -> get(plugin.run(AnalysisRun.EMPTY, Metric.EMPTY)))
                .satisfies(e -> hasRemedy(e, Remedy.RETRY))
                .hasMessageContaining("but the call failed with " + code + " (prometheus is down")
                .hasMessageContaining("); call again");
        get(plugin.ping());
    }

    private final List<HealthCheckRequest> healthChecks = new CopyOnWriteArrayList<>();

    private interface Answering<I, O> {
        void answer(I request, StreamObserver<O> answer);
    }

    private ServerServiceDefinition health(Answering<HealthCheckRequest, HealthCheckResponse> answering) {
        return HealthGrpc.bindService(new HealthGrpc.AsyncService() {
            @Override
            public void check(HealthCheckRequest request, StreamObserver<HealthCheckResponse> answer) {
                healthChecks.add(request);
                answering.answer(request, answer);
            }
        });
    }

    private ServerServiceDefinition healthy() {
        return health((request, answer) -> serving(answer));
    }

    private static void serving(StreamObserver<HealthCheckResponse> answer) {
        answer.onNext(HealthCheckResponse.newBuilder()
                .setStatus(ServingStatus.SERVING)
                .build());
        answer.onCompleted();
    }

    private static ServerServiceDefinition runs(Answering<RunRequest, Measurement> answering) {
        return MetricProviderGrpc.bindService(new MetricProviderGrpc.AsyncService() {
            @Override
            public void run(RunRequest request, StreamObserver<Measurement> answer) {
                answering.answer(request, answer);
            }
        });
    }

    private SocketAddress serve(ServerServiceDefinition... services) throws IOException {
        NettyServerBuilder builder = NettyServerBuilder.forAddress(anyPort());
        for (ServerServiceDefinition service : services) {
            builder.addService(service);
        }
        Server server = builder.build().start();
        open.add(server::shutdownNow);
        return server.getListenSockets().get(0);
    }

    /** A server of bare TCP; the connection stays open. */
    private SocketAddress raw(Consumer<Socket> onAccept) throws IOException {
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        open.add(server);
        Thread thread = new Thread(() -> {
            try {
                Socket socket = server.accept();
                open.add(socket);
                onAccept.accept(socket);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return server.getLocalSocketAddress();
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private PluginConnection connect(SocketAddress address, Duration timeout) {
        PluginConnection connection = get(transport(timeout).connect(handshake(address), Optional.empty(), log::add));
        open.add(0, connection::close);
        return connection;
    }

    private GrpcTransport transport(Duration timeout) {
        return new GrpcTransport(eventLoops, Runnable::run, 1024, timeout);
    }

    private static Handshake handshake(SocketAddress address) {
        return new Handshake(1, address, "grpc", Optional.empty());
    }

    private static void hasRemedy(Throwable failure, Remedy remedy) {
        assertThat(failure).isInstanceOfSatisfying(CallException.class, e -> assertThat(e.remedy())
                .isEqualTo(remedy));
    }

    private static <T> T get(Uni<T> answer) {
        return answer.await().atMost(SOON);
    }
}
