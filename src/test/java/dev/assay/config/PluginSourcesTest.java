package dev.assay.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.settings.AssaySettings;
import dev.assay.settings.AssaySettings.Source;
import io.quarkus.runtime.configuration.MemorySize;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginSourcesTest {
    private static final Platform LINUX = new Platform("linux", "amd64");
    private static final String MANIFEST =
            "{kind: ConfigMap, data: {metricProviderPlugins: \"[{name: a/b, location: 'file:///x'}]\"}}";

    @TempDir
    Path folder;

    @Test
    void the_cluster_is_refused_with_what_to_do_instead() {
        PluginSource source = choose(Source.KUBERNETES, Optional.empty());
        assertThat(source.description()).isEqualTo("the ConfigMap argo-rollouts-config of the cluster");
        assertThatThrownBy(() -> source.load().await().indefinitely())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("assay.config.source: \"kubernetes\" is not supported by this version of Assay;"
                        + " set assay.config.source=file and assay.config.file");
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
        assertThat(choose(Source.AUTO, Optional.of(file)).description()).isEqualTo("file " + file);
        assertThat(load(file).plugins()).extracting(PluginSpec::name).containsExactly("a/b");
    }

    @Test
    void a_file_is_read_anew_on_each_load_and_on_the_reader_alone() throws IOException {
        Path file = Files.writeString(folder.resolve("config"), MANIFEST);
        Queue<Runnable> reads = new ArrayDeque<>();
        PluginSource source = PluginSources.choose(
                        settings(Source.FILE, Optional.of(file)), Map.of(), LINUX, reads::add)
                .source();
        AtomicReference<PluginList> loaded = new AtomicReference<>();

        source.load().subscribe().with(loaded::set);
        assertThat(loaded).hasNullValue();
        Files.writeString(file, MANIFEST.replace("a/b", "a/c"));
        reads.remove().run();

        assertThat(loaded.get().plugins()).extracting(PluginSpec::name).containsExactly("a/c");
    }

    @Test
    void without_a_file_the_samples_are_run() {
        PluginSource source = choose(Source.AUTO, Optional.empty());
        assertThat(source.description()).isEqualTo("the embedded default (assay.config.file is not set)");
        assertThat(source.load().await().indefinitely().plugins())
                .extracting(PluginSpec::toString)
                .containsExactly(
                        "assay/sample-prometheus from builtin://sample-prometheus",
                        "assay/sample-scrape from builtin://sample-scrape");
    }

    private static PluginList load(Path file) {
        return choose(Source.FILE, Optional.of(file)).load().await().indefinitely();
    }

    private static PluginSource choose(Source source, Optional<Path> file) {
        return PluginSources.choose(settings(source, file), Map.of(), LINUX, Runnable::run)
                .source();
    }

    private static AssaySettings.Config settings(Source source, Optional<Path> file) {
        return new AssaySettings.Config() {
            @Override
            public Source source() {
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
                return Optional.empty();
            }

            @Override
            public MemorySize maxSize() {
                return new MemorySize(BigInteger.valueOf(1000));
            }
        };
    }
}
