package dev.assay.wire.netrpc.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.metric.AnalysisRun;
import dev.assay.metric.CallException;
import dev.assay.metric.CallException.Remedy;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.process.Handshake;
import dev.assay.wire.PluginConnection;
import dev.assay.wire.netrpc.ArgoGobTypes;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.nio.NioEventLoopGroup;
import io.smallrye.mutiny.Uni;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A transport and a scripted peer in one JVM, over a real socket. At the end every buffer must have been released. */
abstract class NetRpcFixture {
    /** Long enough for the slowest machine: no test waits for it. */
    static final Duration SOON = Duration.ofSeconds(30);

    static final Duration BRIEF = Duration.ofMillis(300);
    static final int MAX_MESSAGE_BYTES = 256 * 1024;
    static final Metric METRIC = new Metric(json("{'name':'m','provider':{'plugin':{'assay/scripted':{'a':1}}}}"));

    final UnpooledByteBufAllocator buffers = new UnpooledByteBufAllocator(true);
    final NioEventLoopGroup eventLoops = new NioEventLoopGroup(1);
    final NioEventLoopGroup peerLoops = new NioEventLoopGroup(1);
    final ExecutorService worker = Executors.newFixedThreadPool(2);
    final List<String> log = new CopyOnWriteArrayList<>();
    final ScriptedPeer peer = new ScriptedPeer(ArgoGobTypes.load(), peerLoops, buffers);
    private final List<AutoCloseable> open = new ArrayList<>();

    @TempDir
    private Path directory;

    @AfterEach
    void leave_nothing_open() throws Exception {
        for (AutoCloseable thing : open) {
            thing.close();
        }
        peer.close();
        for (NioEventLoopGroup group : List.of(eventLoops, peerLoops)) {
            assertThat(group.shutdownGracefully(0, 10, TimeUnit.SECONDS).await(30, TimeUnit.SECONDS))
                    .isTrue();
        }
        worker.shutdown();
        assertThat(worker.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        assertThat(buffers.metric().usedDirectMemory() + buffers.metric().usedHeapMemory())
                .as("bytes in buffers that nobody released")
                .isZero();
    }

    final void closeAtEnd(AutoCloseable thing) {
        open.add(0, thing);
    }

    /** Where the scripted peer is to listen. */
    SocketAddress address() {
        return UnixDomainSocketAddress.of(directory.resolve("plugin"));
    }

    final SocketAddress start() {
        return peer.start(address());
    }

    final Path directory() {
        return directory;
    }

    /** To the scripted peer. */
    final PluginConnection connect() {
        return connect(start(), SOON);
    }

    final PluginConnection connect(SocketAddress address, Duration timeout) {
        PluginConnection connection = get(transport(timeout).connect(handshake(address), Optional.empty(), log::add));
        closeAtEnd(connection::close);
        return connection;
    }

    final NetRpcTransport transport(Duration timeout) {
        return new NetRpcTransport(eventLoops, worker, MAX_MESSAGE_BYTES, timeout, buffers);
    }

    static Handshake handshake(SocketAddress address) {
        return new Handshake(1, address, "netrpc", Optional.empty());
    }

    static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    static Uni<Measurement> run(PluginConnection plugin) {
        return plugin.run(AnalysisRun.EMPTY, METRIC);
    }

    static void hasRemedy(Throwable failure, Remedy remedy) {
        assertThat(failure).isInstanceOfSatisfying(CallException.class, e -> assertThat(e.remedy())
                .isEqualTo(remedy));
    }

    static <T> T get(Uni<T> answer) {
        return answer.await().atMost(SOON);
    }

    static org.awaitility.core.ConditionFactory eventually() {
        return Awaitility.await().atMost(SOON);
    }

    static ObjectNode json(String text) {
        try {
            return (ObjectNode) new JsonMapper().readTree(text.replace('\'', '"'));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
