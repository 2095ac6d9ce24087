package dev.assay.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.config.PluginSpec;
import dev.assay.host.status.PluginState;
import dev.assay.host.status.PluginStatus;
import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Caller;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.metric.MetricProvider;
import dev.assay.testing.NothingLeftBehind;
import dev.assay.testing.RealHost;
import dev.assay.testing.go.GoCommands;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A host with two processes of {@code cmd/misbehaving}: one that is given orders, and one that must not notice. */
abstract class GoPlugins {
    static final Duration LONG = Duration.ofSeconds(60);
    static final String BAD = "go/bad";
    static final String WELL = "go/well";

    @RegisterExtension
    final NothingLeftBehind nothingLeftBehind = new NothingLeftBehind();

    @TempDir
    Path folder;

    RealHost real;

    /** The arguments that make the plugin speak the protocol under test. */
    abstract List<String> protocolArguments();

    @AfterEach
    void close() {
        if (real != null) {
            real.close();
        }
    }

    final void boot(Map<String, String> settings, String... arguments) {
        host(settings, arguments);
        real.host().boot().await().atMost(LONG);
    }

    final void host(Map<String, String> settings, String... arguments) {
        Map<String, String> all = new HashMap<>(settings);
        all.putIfAbsent("assay.restart.min-delay", "100ms");
        real = new RealHost(folder.resolve("store"), all, List.of(spec(BAD, arguments), spec(WELL)));
    }

    private PluginSpec spec(String name, String... arguments) {
        List<String> all = new ArrayList<>(protocolArguments());
        all.addAll(List.of(arguments));
        return RealHost.spec(name, GoCommands.executable("misbehaving"), all.toArray(String[]::new));
    }

    final MetricProvider provider(String plugin) {
        return real.host().provider(plugin, Caller.ASSAY).orElseThrow();
    }

    /** A run that does what the order says, whose quotation marks are single. */
    final CompletableFuture<Measurement> run(String plugin, String order) {
        return provider(plugin).run(AnalysisRun.EMPTY, metric(plugin, order)).subscribeAsCompletionStage();
    }

    final Measurement ordered(String order) throws Exception {
        return run(BAD, order).get(60, TimeUnit.SECONDS);
    }

    static Metric metric(String plugin, String order) {
        String text = "{'name':'m','provider':{'plugin':{'" + plugin + "':" + order + "}}}";
        try {
            return new Metric((ObjectNode) new JsonMapper().readTree(text.replace('\'', '"')));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    final PluginStatus status(String plugin) {
        return real.host().plugin(plugin).orElseThrow();
    }

    final void awaitReady(int generation) {
        await().atMost(LONG)
                .until(() ->
                        status(BAD).state() == PluginState.READY && status(BAD).generation() >= generation);
    }

    /** Asserts that the other plugin answers and was never restarted. */
    final void theOtherIsUntouched() throws Exception {
        assertThat(run(WELL, "{'text':'well'}").get(60, TimeUnit.SECONDS).value())
                .isEqualTo("well");
        assertThat(status(WELL).restarts()).isZero();
        assertThat(status(WELL).state()).isEqualTo(PluginState.READY);
    }
}
