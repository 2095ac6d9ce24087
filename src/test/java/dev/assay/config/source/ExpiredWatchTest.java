package dev.assay.config.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.assay.cluster.Cluster;
import dev.assay.cluster.ClusterConfigMap;
import dev.assay.config.Platform;
import dev.assay.testing.FakeTime;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A stub of the API server that ends each watch as expired, which cannot be ordered of a real one. */
class ExpiredWatchTest {
    private static final String EXPIRED =
            "{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Failure\","
                    + "\"message\":\"too old resource version: 1 (2)\",\"reason\":\"Expired\",\"code\":410}}\n";

    private final ExecutorService worker =
            Executors.newCachedThreadPool(new DefaultThreadFactory("assay-worker", true));
    private final ExecutorService serving = Executors.newCachedThreadPool();
    private final FakeTime time = new FakeTime();
    private final AtomicInteger watches = new AtomicInteger();
    private volatile String plugin = "a/first";
    private HttpServer server;
    private KubernetesClient client;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(serving);
        server.start();
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                .build();
        client = new KubernetesClientBuilder().withConfig(config).build();
    }

    @AfterEach
    void close() {
        client.close();
        server.stop(0);
        serving.shutdownNow();
        worker.shutdownNow();
    }

    @Test
    void an_expired_watch_is_opened_again_and_what_changed_meanwhile_is_read() {
        Cluster cluster = new Cluster(() -> client, Optional.of("ns"));
        ConfigMapPluginSource source = new ConfigMapPluginSource(
                new ClusterConfigMap(cluster, "x"), 1000, new Platform("linux", "amd64"), worker, time);
        try (ReadingRecorder readings = ReadingRecorder.of(source)) {
            assertThat(readings.await(1)).isEqualTo("[a/first]");
            awaitWatches(1);
            plugin = "a/second";
            advanceUntilWatches(2);
            assertThat(readings.await(2)).isEqualTo("[a/second]");
            advanceUntilWatches(3);
            assertThat(readings.all()).containsExactly("[a/first]", "[a/second]");
        }
    }

    /** A lost watch is opened again after a pause that grows. */
    private void advanceUntilWatches(int count) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
            time.advance(Duration.ofSeconds(1));
            return watches.get() >= count;
        });
    }

    private void awaitWatches(int count) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> watches.get() >= count);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        boolean socket = exchange.getRequestHeaders().containsKey("Upgrade");
        String body;
        if (socket) {
            body = "";
        } else if (query.contains("watch=true")) {
            watches.incrementAndGet();
            body = EXPIRED;
        } else {
            body = "{\"kind\":\"ConfigMap\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"x\",\"namespace\":\"ns\","
                    + "\"resourceVersion\":\"1\"},\"data\":{\"metricProviderPlugins\":\"- {name: " + plugin
                    + ", location: 'file:///x'}\"}}";
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
