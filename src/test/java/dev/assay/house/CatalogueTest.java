package dev.assay.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.config.Platform;
import dev.assay.config.PluginSpec;
import dev.assay.config.entry.ManifestFile;
import dev.assay.manifest.PlacedObject;
import dev.assay.measure.FieldValidation;
import dev.assay.measure.Plan;
import dev.assay.measure.Planner;
import dev.assay.measure.RunLimits;
import dev.assay.metric.Metric;
import dev.assay.testing.Documents;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The blocks of docs/catalogue.md are accepted as they are copied, and its sections have one shape. */
class CatalogueTest {
    private static final Pattern SECTION = Pattern.compile("^## (.+)\n((?:(?!^## ).*\n?)*)", Pattern.MULTILINE);
    private static final Pattern BLOCK = Pattern.compile("^```yaml\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\(#([^)]+)\\)");
    private static final List<String> ROWS =
            List.of("Fields", "Contacts", "Kubernetes", "Variables", "Result", "Tried");

    private final Planner planner = new Planner(
            new RunLimits(1, 100_000, Duration.ofMinutes(1)),
            Set.of(),
            (namespace, reference) -> Uni.createFrom().item("a value of a Secret"),
            Runnable::run);

    @TestFactory
    Stream<DynamicTest> each_plugin_has_its_rows_an_entry_that_passes_and_a_metric_that_is_measured()
            throws IOException {
        return sections().entrySet().stream()
                .map(section -> DynamicTest.dynamicTest(section.getKey(), () -> {
                    List<String> blocks = blocks(section.getValue());
                    assertThat(blocks).hasSize(2);
                    PluginSpec plugin = entry(blocks.get(0));
                    assertThat(metric(blocks.get(1)).plugins())
                            .extracting(Metric.PluginEntry::name)
                            .containsExactly(plugin.name());
                    assertThat(ROWS).allSatisfy(row -> assertThat(section.getValue())
                            .containsPattern("(?m)^\\| " + row + " \\| .+ \\|$"));
                }));
    }

    @Test
    void the_table_names_each_section_once() throws IOException {
        List<String> links = LINK.matcher(page().substring(0, page().indexOf("\n## ")))
                .results()
                .map(link -> link.group(1))
                .toList();
        assertThat(links)
                .containsExactlyElementsOf(sections().keySet().stream()
                        .map(title -> title.toLowerCase(Locale.ROOT)
                                .replaceAll("[^a-z0-9 -]", "")
                                .replace(' ', '-'))
                        .toList());
    }

    @Test
    void no_two_sections_have_the_same_key() throws IOException {
        Set<String> keys = new TreeSet<>();
        for (String section : sections().values()) {
            assertThat(keys.add(entry(blocks(section).get(0)).name())).isTrue();
        }
    }

    private static PluginSpec entry(String block) {
        ManifestFile manifest = ManifestFile.check("the entry", block, Platform.of("linux", "amd64"), Set.of());
        assertThat(manifest.list().warnings()).isEmpty();
        assertThat(manifest.list().plugins()).hasSize(1);
        return manifest.list().plugins().get(0);
    }

    private Metric metric(String block) {
        ObjectNode manifest = Documents.yaml(block);
        assertThat(manifest.path("kind").asText()).isEqualTo("AnalysisTemplate");
        Plan plan =
                planner.planHere(List.of(PlacedObject.of(manifest)), Map.of(), Duration.ZERO, FieldValidation.STRICT);
        assertThat(plan.message()).isEmpty();
        assertThat(plan.metrics()).hasSize(1);
        return plan.metrics().get(0);
    }

    /** The sections of plugins, by their titles. All others are without YAML. */
    private static Map<String, String> sections() throws IOException {
        Map<String, String> sections = new LinkedHashMap<>();
        SECTION.matcher(page())
                .results()
                .filter(section -> !blocks(section.group(2)).isEmpty())
                .forEach(section -> sections.put(section.group(1), section.group(2)));
        assertThat(sections).hasSizeGreaterThan(12);
        return sections;
    }

    private static List<String> blocks(String section) {
        return BLOCK.matcher(section).results().map(block -> block.group(1)).toList();
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("docs", "catalogue.md"));
    }
}
