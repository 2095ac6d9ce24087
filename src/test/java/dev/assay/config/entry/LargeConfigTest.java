package dev.assay.config.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.assay.config.ConfigException;
import dev.assay.config.ConfigFault;
import dev.assay.config.Platform;
import dev.assay.config.PluginList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A configuration of 1 MiB, the limit of Kubernetes, does no harm, whatever it holds. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LargeConfigTest {
    private static final int SIZE = 1024 * 1024;
    private static final String ENTRY = "- name: a/b\n  location: file:///x\n";

    @Test
    void entries_are_counted() {
        assertThat(faults(filled(ENTRY))).singleElement().asString().contains("entries, more than the 500");
    }

    @Test
    void long_entries_are_read() {
        String args = "x".repeat(2_000);
        String list = IntStream.range(0, 500)
                .mapToObj(i -> "- {name: a/p" + i + ", location: 'file:///x', args: [" + args + "]}\n")
                .collect(Collectors.joining());
        assertThat(list).hasSizeGreaterThan(SIZE - 50_000);
        assertThat(read(list).plugins()).hasSize(500);
    }

    @Test
    void one_long_value_is_cut_in_the_message() {
        assertThat(faults("- name: a/b\n  location: " + "x".repeat(SIZE)))
                .singleElement()
                .asString()
                .contains("has 1048576 characters, and at most 4096 are read")
                .hasSizeLessThan(500);
        assertThat(faults("- name: a/b\n  location: " + "x".repeat(4096)))
                .singleElement()
                .asString()
                .contains("has no scheme")
                .hasSizeLessThan(500);
        assertThat(faults("- name: " + "x".repeat(SIZE) + "\n  location: file:///x"))
                .singleElement()
                .asString()
                .hasSizeLessThan(500);
        assertThat(faults("- name: a/b\n  location: file:///x\n  sha256: " + "1".repeat(SIZE)))
                .singleElement()
                .asString()
                .contains("has 1048576 digits")
                .hasSizeLessThan(500);
    }

    @Test
    void a_value_that_looks_like_a_long_number_is_text() {
        assertThat(read("- {name: a/b, location: 'file:///x', args: [" + filled("1:") + "1]}")
                        .plugins()
                        .get(0)
                        .args())
                .hasSize(1);
    }

    @Test
    void unknown_fields_are_warned_of_in_part() {
        String fields =
                IntStream.range(0, 60_000).mapToObj(i -> "  f" + i + ": x\n").collect(Collectors.joining());
        assertThat(read(ENTRY + fields).warnings()).hasSize(100);
    }

    @Test
    void faults_are_reported_in_part() {
        String env =
                IntStream.range(0, 60_000).mapToObj(i -> "    1f" + i + ": x\n").collect(Collectors.joining());
        assertThat(faults(ENTRY + "  env:\n" + env)).hasSize(101);
    }

    @Test
    void aliases_of_a_large_map_are_merged_in_part() {
        String map = IntStream.range(0, 30_000).mapToObj(i -> "f" + i + ": x").collect(Collectors.joining(", "));
        String merge = IntStream.range(0, 14).mapToObj(i -> "*%1$s").collect(Collectors.joining(", ", "{<<: [", "]}"));
        String list = "- &a {" + map + "}\n- &b " + merge.formatted("a") + "\n- &c " + merge.formatted("b") + "\n- &d "
                + merge.formatted("c") + "\n";
        assertThat(faults(list)).anySatisfy(fault -> assertThat(fault).contains("merges too many maps"));
    }

    @Test
    void nesting_and_unclosed_brackets_are_refused() {
        assertThat(faults(filled("["))).singleElement().asString().contains("Nesting Depth exceeded max");
        assertThat(faults(filled("- "))).singleElement().asString().contains("Nesting Depth exceeded max");
        assertThat(faults(filled("{a: "))).singleElement().asString().contains("Nesting Depth exceeded max");
    }

    @Test
    void a_file_of_one_mebibyte_of_other_objects_is_read() {
        String others = filled("kind: Service\n---\n");
        ManifestFile file = ManifestFile.read(
                "test",
                others + "kind: ConfigMap\ndata: {metricProviderPlugins: '[]'}",
                new Platform("linux", "amd64"));
        assertThat(file.list().plugins()).isEmpty();
    }

    private static String filled(String piece) {
        return piece.repeat(SIZE / piece.length());
    }

    private static PluginList read(String list) {
        return ConfigMapData.read("test", Map.of(ConfigMapData.KEY, list), new Platform("linux", "amd64"));
    }

    private static List<String> faults(String list) {
        ConfigException e = catchThrowableOfType(ConfigException.class, () -> read(list));
        return e.faults().stream().map(ConfigFault::toString).toList();
    }
}
