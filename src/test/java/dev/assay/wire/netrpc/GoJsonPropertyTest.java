package dev.assay.wire.netrpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.metric.CallException;
import dev.assay.metric.CallException.Remedy;
import dev.assay.text.Json;
import dev.assay.wire.gob.GobType;
import dev.assay.wire.gob.GobTypes;
import dev.assay.wire.gob.GobWriter;
import java.time.ZoneOffset;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever JSON comes, it is made into a value that gob can hold, or is refused. */
class GoJsonPropertyTest {
    private static final GobTypes TYPES = ArgoGobTypes.load();
    private static final GoJson JSON = new GoJson(TYPES, ZoneOffset.UTC, (type, field) -> {});

    @Property(tries = 300)
    void arbitrary_json_is_taken_or_refused(@ForAll("objects") String json) {
        takenOrRefused("v1alpha1.AnalysisRun", Json.object(json));
        takenOrRefused("v1alpha1.Metric", Json.object(json));
    }

    @Property(tries = 200)
    void json_that_nearly_fits_is_taken_or_refused(@ForAll long seed) {
        ObjectNode body = new DifferentialCorpus(TYPES).mutilated(seed);

        takenOrRefused("v1alpha1.AnalysisRun", (ObjectNode) body.path("analysisRun"));
        takenOrRefused("v1alpha1.Metric", (ObjectNode) body.path("metric"));
    }

    private static void takenOrRefused(String name, ObjectNode json) {
        GobType type = TYPES.named(name);
        try {
            assertThat(GobWriter.encode(type, JSON.value(json, type))).isNotEmpty();
        } catch (CallException refused) {
            assertThat(refused.remedy()).isEqualTo(Remedy.CONFIGURE);
            assertThat(refused).hasMessageStartingWith("tried to send ");
        }
    }

    @Provide
    Arbitrary<String> objects() {
        Arbitrary<String> keys = Arbitraries.of(
                        "metadata",
                        "spec",
                        "status",
                        "metrics",
                        "provider",
                        "plugin",
                        "job",
                        "template",
                        "count",
                        "args",
                        "valueFrom",
                        "limits",
                        "resources",
                        "creationTimestamp",
                        "labels",
                        "name",
                        "")
                .map(GeneratedJson::quoted);
        Arbitrary<String> leaves = Arbitraries.oneOf(
                Arbitraries.of(JsonSamples.ANYTHING),
                Arbitraries.of(JsonSamples.ODD_QUANTITIES),
                Arbitraries.strings().map(GeneratedJson::quoted).filter(GoJsonPropertyTest::isUnicode));
        return object(
                keys,
                Arbitraries.lazyOf(
                        () -> leaves,
                        () -> leaves,
                        () -> object(keys, leaves),
                        () -> object(keys, object(keys, leaves)),
                        () -> object(keys, leaves).list().ofMaxSize(2).map(all -> "[" + String.join(",", all) + "]")));
    }

    private static boolean isUnicode(String text) {
        return text.chars().noneMatch(c -> Character.isSurrogate((char) c));
    }

    private static Arbitrary<String> object(Arbitrary<String> keys, Arbitrary<String> values) {
        return keys.list().ofMaxSize(4).uniqueElements().flatMap(names -> values.list()
                .ofSize(names.size())
                .map(parts -> "{" + joined(names, parts) + "}"));
    }

    private static String joined(List<String> names, List<String> parts) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            out.append(i == 0 ? "" : ",").append(names.get(i)).append(':').append(parts.get(i));
        }
        return out.toString();
    }
}
