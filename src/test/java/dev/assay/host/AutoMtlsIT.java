package dev.assay.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.host.status.PluginState;
import dev.assay.host.status.PluginStatus;
import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Caller;
import dev.assay.metric.Metric;
import dev.assay.testing.FakePlugin;
import dev.assay.testing.FaultyPlugin;
import dev.assay.testing.FaultyPlugin.Mode;
import dev.assay.testing.NothingLeftBehind;
import dev.assay.testing.RealHost;
import dev.assay.testing.ServedSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A host that speaks TLS to its plugins. */
class AutoMtlsIT {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Map<String, String> ON = Map.of("assay.plugins.auto-mtls", "true");

    @RegisterExtension
    final NothingLeftBehind nothingLeftBehind = new NothingLeftBehind();

    @TempDir
    Path folder;

    @Test
    void a_plugin_written_in_java_answers_it_with_a_certificate_of_its_own() throws Exception {
        var plugin = RealHost.spec("acme/well", FaultyPlugin.script(folder, Mode.WELL));
        try (RealHost real = new RealHost(folder.resolve("store"), ON, List.of(plugin))) {
            real.host().boot().await().atMost(LONG);
            assertThat(real.host()
                            .provider("acme/well", Caller.ASSAY)
                            .orElseThrow()
                            .run(AnalysisRun.EMPTY, Metric.EMPTY)
                            .await()
                            .atMost(LONG)
                            .value())
                    .isEqualTo("42");
        }
    }

    @Test
    void a_plugin_that_does_not_know_it_is_refused_for_good() throws Exception {
        try (ServedSocket served = new ServedSocket(new FakePlugin())) {
            Path script = folder.resolve("plain.sh");
            Files.writeString(script, "#!/bin/sh\necho '" + served.handshake() + "'\nexec sleep 600\n");
            var plugin = RealHost.spec("acme/plain", script);
            try (RealHost real = new RealHost(folder.resolve("store"), ON, List.of(plugin))) {
                assertThatThrownBy(() -> real.host().boot().await().atMost(LONG))
                        .isInstanceOf(BootException.class)
                        .hasMessageContaining("its handshake carries no certificate")
                        .hasMessageContaining("set assay.plugins.auto-mtls to false");
                PluginStatus status = real.host().plugin("acme/plain").orElseThrow();
                assertThat(status.state()).isEqualTo(PluginState.FAILED);
                assertThat(status.restarts()).isZero();
            }
        }
    }
}
