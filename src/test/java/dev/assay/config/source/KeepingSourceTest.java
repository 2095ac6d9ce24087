package dev.assay.config.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.config.ConfigException;
import dev.assay.config.ConfigFault;
import dev.assay.config.EnvValue;
import dev.assay.config.KeptTexts;
import dev.assay.config.Platform;
import dev.assay.config.PluginList;
import dev.assay.config.PluginSource;
import dev.assay.config.entry.ConfigMapData;
import dev.assay.testing.FakeTime;
import dev.assay.testing.LogCapture;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeepingSourceTest {
    private static final Platform LINUX = new Platform("linux", "amd64");
    private static final String TEXT = """
            - name: acme/latency
              location: https://joe:s3cret@example.com/latency-{os}
              env: {MODE: fast, TOKEN: {secretKeyRef: {name: datadog, key: token}}}
            """;

    private final Map<String, byte[]> files = new HashMap<>();
    private final FakeTime time = new FakeTime();
    private Uni<PluginList> reading = Uni.createFrom().item(list(TEXT));
    private int readings;
    private boolean full;

    @Test
    void a_good_list_is_given_as_it_is_and_kept() {
        PluginList read = start("ns/map").join();
        assertThat(read.kept()).isEmpty();
        assertThat(files).hasSize(1);
    }

    @Test
    void a_bad_list_at_the_next_start_is_replaced_by_the_kept_one_at_once() {
        Instant before = time.instant();
        PluginList first = start("ns/map").join();
        time.advance(Duration.ofHours(3));
        ConfigException bad = fault(true);
        reading = Uni.createFrom().failure(bad);
        PluginList kept = start("ns/map").join();
        assertThat(kept.plugins()).isEqualTo(first.plugins());
        assertThat(kept.plugins().get(0).location().uri().getUserInfo()).isEqualTo("joe:s3cret");
        assertThat(kept.plugins().get(0).env())
                .containsEntry("TOKEN", new EnvValue.SecretKey("datadog", "token", false));
        assertThat(kept.kept()).contains(new PluginList.Kept(before, bad));
        assertThat(readings).isEqualTo(2);
    }

    @Test
    void a_source_that_is_away_is_asked_for_some_seconds_first() {
        start("ns/map").join();
        reading = Uni.createFrom().failure(fault(false));
        CompletableFuture<PluginList> next = start("ns/map");
        assertThat(next).isNotDone();
        time.advance(Duration.ofSeconds(4));
        assertThat(next).isNotDone();
        time.advance(Duration.ofSeconds(1));
        assertThat(next.join().kept()).isPresent();
    }

    @Test
    void a_source_that_comes_back_meanwhile_gives_the_present_list() {
        start("ns/map").join();
        reading = Uni.createFrom().failure(fault(false));
        CompletableFuture<PluginList> next = start("ns/map");
        reading = Uni.createFrom().item(list("[]"));
        time.advance(Duration.ofSeconds(1));
        assertThat(next.join().plugins()).isEmpty();
        assertThat(next.join().kept()).isEmpty();
    }

    @Test
    void an_empty_list_is_kept_as_any_other() {
        reading = Uni.createFrom().item(list("[]"));
        start("ns/map").join();
        reading = Uni.createFrom().failure(fault(true));
        assertThat(start("ns/map").join().plugins()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_first_start_without_a_kept_list_fails_as_before(boolean permanent) {
        reading = Uni.createFrom().failure(fault(permanent));
        assertThatThrownBy(() -> start("ns/map").join()).hasCauseInstanceOf(ConfigException.class);
    }

    @Test
    void the_list_of_another_source_is_not_used() {
        start("ns/map").join();
        reading = Uni.createFrom().failure(fault(true));
        assertThatThrownBy(() -> start("ns/other").join()).hasCauseInstanceOf(ConfigException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"version\":2}",
                "{\"version\":1,\"source\":\"another\"}",
                "{\"version\":1,\"source\":\"ns/map\",\"read\":\"x\",\"list\":\"[]\"}",
                "{\"version\":1,\"source\":\"ns/map\",\"read\":\"2030-01-01T00:00:00Z\"}",
                "{\"version\":1,\"source\":\"ns/map\",\"read\":\"2030-01-01T00:00:00Z\",\"list\":\"- name: x\"}"
            })
    void a_damaged_file_is_ignored_and_replaced(String content) {
        start("ns/map").join();
        files.replaceAll((name, bytes) -> content.getBytes(StandardCharsets.UTF_8));
        reading = Uni.createFrom().failure(fault(true));
        assertThatThrownBy(() -> start("ns/map").join()).hasCauseInstanceOf(ConfigException.class);
        reading = Uni.createFrom().item(list(TEXT));
        start("ns/map").join();
        reading = Uni.createFrom().failure(fault(true));
        assertThat(start("ns/map").join().plugins()).hasSize(1);
    }

    @Test
    void a_list_that_a_full_disk_did_not_take_is_kept_when_there_is_room_again() {
        full = true;
        start("ns/map").join();
        time.advance(KeepingSource.KEEP_AGAIN);
        assertThat(files).isEmpty();
        full = false;
        time.advance(KeepingSource.KEEP_AGAIN);
        assertThat(files).hasSize(1);
        assertThat(time.scheduled()).isZero();
    }

    @Test
    void a_damaged_file_is_told_by_its_name() {
        start("ns/map").join();
        files.replaceAll((name, bytes) -> "{".getBytes(StandardCharsets.UTF_8));
        reading = Uni.createFrom().failure(fault(true));
        List<String> log = new ArrayList<>();
        PatternFormatter formatter = new PatternFormatter("%s");
        LogCapture capture = new LogCapture(KeptList.class.getName(), entry -> log.add(formatter.format(entry)));
        try (capture) {
            assertThatThrownBy(() -> start("ns/map").join()).hasCauseInstanceOf(ConfigException.class);
        }
        assertThat(log)
                .singleElement()
                .asString()
                .contains("kept/" + files.keySet().iterator().next() + ".json")
                .doesNotContain("read the body");
    }

    private CompletableFuture<PluginList> start(String name) {
        KeptTexts texts = new KeptTexts() {
            @Override
            public Optional<byte[]> read(String file, int most) {
                return Optional.ofNullable(files.get(file));
            }

            @Override
            public void write(String file, byte[] content) throws IOException {
                if (full) {
                    throw new IOException("No space left on device");
                }
                files.put(file, content);
            }

            @Override
            public String place(String file) {
                return "kept/" + file + ".json";
            }
        };
        PluginSource source = new PluginSource() {
            @Override
            public String description() {
                return name;
            }

            @Override
            public Uni<PluginList> load() {
                return Uni.createFrom().deferred(() -> {
                    readings++;
                    return reading;
                });
            }
        };
        KeptList kept = new KeptList(texts, () -> name, 1000, LINUX, time);
        return new KeepingSource(source, kept, Runnable::run, time, time::nanoTime)
                .load()
                .subscribeAsCompletionStage();
    }

    private static PluginList list(String text) {
        return ConfigMapData.read("test", Map.of(ConfigMapData.KEY, text), LINUX);
    }

    private static ConfigException fault(boolean permanent) {
        return new ConfigException("test", List.of(new ConfigFault("file", "", "is bad", "mend it")), permanent);
    }
}
