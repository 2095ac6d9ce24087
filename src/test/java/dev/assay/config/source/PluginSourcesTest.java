package dev.assay.config.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.cluster.Cluster;
import dev.assay.config.KeptTexts;
import dev.assay.config.Platform;
import dev.assay.config.PluginList;
import dev.assay.config.PluginSource;
import dev.assay.config.PluginSpec;
import dev.assay.settings.AssaySettings;
import dev.assay.settings.SourceMode;
import dev.assay.testing.FakeTime;
import io.quarkus.runtime.configuration.MemorySize;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginSourcesTest {
    private static final String MANIFEST =
            "{kind: ConfigMap, data: {metricProviderPlugins: \"[{name: a/b, location: 'file:///x'}]\"}}";

    private static final Map<String, String> IN_A_POD = Map.of("KUBERNETES_SERVICE_HOST", "10.0.0.1");

    @TempDir
    Path folder;

    @Test
    void auto_takes_the_cluster_in_a_pod_and_says_so() {
        assertThat(choose(SourceMode.AUTO, Optional.empty(), IN_A_POD).description())
                .isEqualTo("ConfigMap argo-rollouts-config in the namespace chosen (this is a pod)");
    }

    @Test
    void auto_says_in_a_pod_that_a_file_is_not_used() {
        assertThat(choose(SourceMode.AUTO, Optional.of(Path.of("/x")), IN_A_POD).description())
                .isEqualTo("ConfigMap argo-rollouts-config in the namespace chosen (this is a pod; assay.config.file"
                        + " (/x) is not used, set assay.config.source=file for it)");
    }

    @Test
    void a_file_is_taken_in_a_pod_when_it_is_asked_for() {
        assertThat(choose(SourceMode.FILE, Optional.of(Path.of("/x")), IN_A_POD).description())
                .isEqualTo("file /x (assay.config.source is file)");
    }

    @Test
    void the_cluster_is_taken_anywhere_when_it_is_asked_for() {
        assertThat(choose(SourceMode.KUBERNETES, Optional.empty(), Map.of()).description())
                .isEqualTo(
                        "ConfigMap argo-rollouts-config in the namespace chosen (assay.config.source is kubernetes)");
    }

    @Test
    void a_file_that_is_not_there_is_a_fault() {
        assertThatThrownBy(() -> load(folder.resolve("none")))
                .hasMessage(
                        "tried to read the plugins from file " + folder.resolve("none")
                                + ", but\n  file: there is no such file; create it, or correct assay.config.file (ASSAY_CONFIG_FILE)");
    }

    @Test
    void a_folder_is_a_fault() {
        assertThatThrownBy(() -> load(folder)).hasMessageContaining("file: it is no regular file");
    }

    @Test
    void a_file_that_is_too_large_is_a_fault() throws IOException {
        Path file = Files.writeString(folder.resolve("config"), MANIFEST + " ".repeat(1000));
        assertThatThrownBy(() -> load(file))
                .hasMessageContaining("file: it is larger than 1000 bytes; shorten it, or raise assay.config.max-size");
    }

    @Test
    void a_file_of_another_encoding_is_a_fault() throws IOException {
        Path file = Files.write(folder.resolve("config"), new byte[] {(byte) 0xff, (byte) 0xfe, 'a', 0});
        assertThatThrownBy(() -> load(file)).hasMessageContaining("file: it is not UTF-8 text; save it as UTF-8");
    }

    @Test
    void a_named_file_is_read() throws IOException {
        Path file = Files.writeString(folder.resolve("config"), MANIFEST);
        assertThat(choose(SourceMode.AUTO, Optional.of(file)).description())
                .isEqualTo("file " + file + " (this is no pod)");
        assertThat(load(file).plugins()).extracting(PluginSpec::name).containsExactly("a/b");
    }

    @Test
    void a_file_is_read_anew_on_each_load_and_on_the_worker_only() throws IOException {
        Path file = Files.writeString(folder.resolve("config"), MANIFEST);
        Queue<Runnable> reads = new ArrayDeque<>();
        PluginSource source = sources(Map.of(), reads::add)
                .choose(settings(SourceMode.FILE, Optional.of(file)))
                .source();
        AtomicReference<PluginList> loaded = new AtomicReference<>();

        source.load().subscribe().with(loaded::set);
        assertThat(loaded).hasNullValue();
        Files.writeString(file, MANIFEST.replace("a/b", "a/c"));
        reads.remove().run();
        reads.remove().run();

        assertThat(loaded.get().plugins()).extracting(PluginSpec::name).containsExactly("a/c");
    }

    @Test
    void without_a_file_the_samples_are_run() {
        PluginSource source = choose(SourceMode.AUTO, Optional.empty());
        assertThat(source.description())
                .isEqualTo("the embedded default, for assay.config.file is not set (this is no pod)");
        assertThat(source.load().await().indefinitely().plugins())
                .extracting(PluginSpec::toString)
                .containsExactly(
                        "assay/sample-prometheus from builtin://sample-prometheus",
                        "assay/sample-scrape from builtin://sample-scrape");
    }

    private static PluginList load(Path file) {
        return choose(SourceMode.FILE, Optional.of(file)).load().await().indefinitely();
    }

    private static PluginSource choose(SourceMode source, Optional<Path> file) {
        return choose(source, file, Map.of());
    }

    private static PluginSource choose(SourceMode source, Optional<Path> file, Map<String, String> environment) {
        return sources(environment, Runnable::run)
                .choose(settings(source, file))
                .source();
    }

    private static PluginSources sources(Map<String, String> environment, Executor worker) {
        FakeTime time = new FakeTime();
        return new PluginSources(
                environment,
                new Platform("linux", "amd64"),
                new Cluster(
                        () -> {
                            throw new AssertionError("nobody may ask for the cluster here");
                        },
                        Optional.of("chosen")),
                worker,
                time,
                time,
                KeptTexts.NONE);
    }

    private static AssaySettings.Config settings(SourceMode source, Optional<Path> file) {
        return new AssaySettings.Config() {
            @Override
            public SourceMode source() {
                return source;
            }

            @Override
            public Optional<Path> file() {
                return file;
            }

            @Override
            public String name() {
                return "argo-rollouts-config";
            }

            @Override
            public Optional<String> namespace() {
                return Optional.of("chosen");
            }

            @Override
            public MemorySize maxSize() {
                return new MemorySize(BigInteger.valueOf(1000));
            }
        };
    }
}
