package dev.assay.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.assay.testing.PluginRecords;
import dev.assay.testing.PluginRecords.Entry;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The output of a Go plugin, by each way that it can take, is in Assay's log once, with plugin, level, message and fields. */
abstract class GoPluginLogs extends GoPlugins {
    private static final String FIELDS = " number=7 words=\"two words\"";

    private final PluginRecords records = new PluginRecords();

    @AfterEach
    void stop() {
        records.close();
    }

    @Test
    void lines_from_before_the_handshake_arrive_once_in_each_format() {
        boot(Map.of(), "-log", "early");
        assertEachFormatOnce("early");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pipe", "stderr", "stdout"})
    void lines_of_a_call_arrive_once_in_each_format(String way) throws Exception {
        boot(Map.of());
        assertThat(ordered("{'do':'log','to':'" + way + "','text':'late'}")
                        .phase()
                        .text())
                .isEqualTo("Successful");
        assertEachFormatOnce("late");
    }

    @ParameterizedTest
    @CsvSource({
        "panic,panic: it broke",
        "panic-error,panic: it broke",
        "panic-elsewhere,panic: it broke",
        "panic-again,panic: it broke",
        "nil-map,panic: assignment to entry in nil map",
        "map-writes,fatal error: concurrent map writes",
        "overflow,runtime: goroutine stack exceeds"
    })
    void each_line_of_a_crash_is_a_record_of_its_own(String crash, String begin) throws Exception {
        boot(Map.of());

        Object unused = ordered("{'do':'" + crash + "','text':'it broke'}");

        await().atMost(LONG)
                .untilAsserted(() -> assertThat(records.with("crashes.go:")).isNotEmpty());
        awaitReady(2);
        for (String part : List.of(begin, "goroutine ", "main.", "crashes.go:")) {
            assertThat(records.with(part)).isNotEmpty().allSatisfy(entry -> {
                assertThat(entry.level()).isEqualTo("ERROR");
                assertThat(entry.fields()).containsEntry("plugin", BAD);
                assertThat(entry.text()).doesNotContain("\n");
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pipe", "stderr", "stdout"})
    void a_flood_arrives_whole_and_in_order_while_the_other_plugin_answers(String way) throws Exception {
        boot(Map.of());
        var flooding = run(BAD, "{'do':'flood','to':'" + way + "','text':'wave','count':20000}");

        theOtherIsUntouched();

        assertThat(flooding).succeedsWithin(LONG);
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(records.with("wave ")).hasSize(20_000));
        assertThat(records.with("wave "))
                .extracting(Entry::text)
                .isEqualTo(IntStream.range(0, 20_000).mapToObj(i -> "wave " + i).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"pipe", "stderr", "stdout"})
    void binary_and_endless_output_does_not_hide_the_lines_after_it(String way) throws Exception {
        boot(Map.of());
        for (String what : List.of("binary", "long-line", "endless-line")) {
            Object unused = ordered("{'do':'" + what + "','to':'" + way + "','size':1000000}");
        }
        Object unused = ordered("{'do':'half-line','to':'" + way + "','text':'end\\n'}");
        Object unusedToo = ordered("{'do':'log','to':'" + way + "','text':'afterwards'}");
        assertEachFormatOnce("afterwards");
        assertThat(records.with("\u0000")).isEmpty();
        assertThat(records.with("\u001b")).isEmpty();
    }

    private void assertEachFormatOnce(String mark) {
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(records.with(mark + " ").size()).isGreaterThanOrEqualTo(8));
        List<Entry> entries = records.with(mark + " ");
        assertThat(entries)
                .extracting(Entry::level, Entry::text)
                .containsExactlyInAnyOrder(
                        tuple("INFO", mark + " plain"),
                        tuple("WARN", mark + " bracket"),
                        tuple("WARN", mark + " logrus-text" + FIELDS),
                        tuple("ERROR", mark + " logrus-json" + FIELDS),
                        tuple("INFO", mark + " logfmt" + FIELDS),
                        tuple("ERROR", mark + " slog-json" + FIELDS),
                        tuple("WARN", mark + " hclog-json @module=misbehaving" + FIELDS),
                        tuple("DEBUG", "misbehaving: " + mark + " hclog-text" + FIELDS));
        assertThat(entries).allSatisfy(entry -> assertThat(entry.fields()).containsEntry("plugin", BAD));
        assertThat(entries)
                .filteredOn(
                        entry -> entry.text().endsWith(FIELDS) && !entry.text().contains("hclog-text"))
                .hasSize(5)
                .allSatisfy(entry ->
                        assertThat(entry.fields()).containsEntry("number", "7").containsEntry("words", "two words"));
    }
}
