package dev.assay.wire.netrpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.testing.Documents;
import dev.assay.text.Json;
import dev.assay.wire.gob.GobType;
import dev.assay.wire.gob.GobTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Requests to a plugin, always the same ones. */
public final class DifferentialCorpus {
    static final String PLUGIN = "a/digest";
    private static final int MAX_LIMIT = 2;

    private final GobType run;
    private final GobType metric;
    private final GobType measurement;

    /** @param body analysisRun, metric, measurement and limit, each of which may be absent */
    public record Case(String name, ObjectNode body) {
        @Override
        public String toString() {
            return name;
        }
    }

    public DifferentialCorpus(GobTypes types) {
        run = types.named("v1alpha1.AnalysisRun");
        metric = types.named("v1alpha1.Metric");
        measurement = types.named("v1alpha1.Measurement");
    }

    /** Documents for Argo's types, from an empty one to one with every field. */
    public List<Case> held() {
        List<Case> cases = new ArrayList<>();
        cases.add(new Case("nothing", Json.object("{}")));
        cases.add(new Case(
                "empty parts",
                Json.object("{'analysisRun':{},'metric':{},'measurement':{},'limit':0}".replace('\'', '"'))));
        add(cases, "every field", 12, 1, 0);
        add(cases, "every field, some absurd", 8, 1, 0.3);
        add(cases, "every field absurd", 2, 1, 1);
        add(cases, "most fields", 15, 0.8, 0.05);
        add(cases, "half of the fields", 60, 0.5, 0.05);
        add(cases, "some fields", 80, 0.3, 0.1);
        add(cases, "few fields", 60, 0.15, 0.1);
        for (int metrics : List.of(1, 2, 127, 128, 500)) {
            cases.add(withMetrics(metrics));
        }
        return cases;
    }

    /** Requests with one place that has been given something else, which may not fit there. */
    public Stream<Case> mutilated(int count) {
        return LongStream.range(0, count).mapToObj(seed -> new Case("mutilated " + seed, mutilated(seed)));
    }

    ObjectNode mutilated(long seed) {
        Random random = new Random(seed);
        ObjectNode body = made(new GeneratedJson(seed, seed % 4 == 0 ? 0.9 : 0.4, 0.02), 0);
        List<JsonNode> containers = new ArrayList<>();
        body.properties().forEach(part -> collect(part.getValue(), containers));
        if (!containers.isEmpty()) {
            JsonNode other = value(JsonSamples.ANYTHING.get(random.nextInt(JsonSamples.ANYTHING.size())));
            put(containers.get(random.nextInt(containers.size())), random, other);
        }
        return body;
    }

    /** Each odd value of the places that have a form of their own. */
    public Stream<Case> odd() {
        Stream<Case> quantities = Stream.of(JsonSamples.QUANTITIES, JsonSamples.ODD_QUANTITIES)
                .flatMap(List::stream)
                .map(text -> single(
                        "quantity",
                        text,
                        "'metric':{'provider':{'job':{'spec':{'template':{'spec':"
                                + "{'resources':{'limits':{'cpu':%s}}}}}}}}"));
        Stream<Case> times = Stream.of(JsonSamples.TIMES, JsonSamples.ODD_TIMES)
                .flatMap(List::stream)
                .flatMap(text -> Stream.of(
                        single("time", '"' + text + '"', "'analysisRun':{'metadata':{'creationTimestamp':%s}}"),
                        single("time of a measurement", '"' + text + '"', "'measurement':{'startedAt':%s}")));
        Stream<Case> anything = JsonSamples.ANYTHING.stream().flatMap(text -> Stream.of(
                        "'metric':{'count':%s}",
                        "'metric':{'name':%s}",
                        "'metric':{'provider':{'web':{'timeoutSeconds':%s}}}",
                        "'metric':{'provider':{'web':{'jsonBody':%s}}}",
                        "'metric':{'provider':{'job':{'spec':{'suspend':%s}}}}",
                        "'metric':{'provider':{'job':{'spec':{'parallelism':%s}}}}",
                        "'metric':{'provider':{'plugin':{'a/digest':%s}}}",
                        "'metric':{'provider':{'plugin':%s}}",
                        "'analysisRun':{'metadata':{'labels':%s}}",
                        "'analysisRun':{'metadata':{'managedFields':[{'fieldsV1':%s}]}}",
                        "'analysisRun':{'metadata':{'deletionTimestamp':%s}}",
                        "'analysisRun':{'spec':{'args':%s}}",
                        "'analysisRun':{'spec':{'args':[{'value':%s}]}}",
                        "'analysisRun':{'status':%s}",
                        "'measurement':{'phase':%s}",
                        "'measurement':{'metadata':%s}",
                        "'measurement':{'metadata':{'a':%s}}",
                        "'measurement':{'resumeAt':%s}")
                .map(place -> single(place, text, place)));
        return Stream.of(quantities, times, anything).flatMap(cases -> cases);
    }

    private static Case single(String name, String json, String place) {
        return new Case(
                name + " " + json, Json.object("{" + place.replace('\'', '"').replace("%s", json) + "}"));
    }

    private void add(List<Case> cases, String name, int count, double present, double absurd) {
        for (int i = 0; i < count; i++) {
            long seed = cases.size();
            cases.add(new Case(name + " " + i, made(new GeneratedJson(seed, present, absurd), i)));
        }
    }

    private ObjectNode made(GeneratedJson json, int i) {
        ObjectNode body = Json.object("{\"analysisRun\":" + json.of(run) + ",\"metric\":" + json.of(metric)
                + ",\"measurement\":" + json.of(measurement) + "}");
        return body.put(
                "limit", List.of(0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE).get(i % 5));
    }

    private Case withMetrics(int count) {
        GeneratedJson json = new GeneratedJson(count, 0.2, 0.05);
        ObjectNode body = made(json, MAX_LIMIT);
        ArrayNode metrics = body.withObjectProperty("analysisRun")
                .withObjectProperty("spec")
                .putArray("metrics");
        for (int i = 0; i < count; i++) {
            metrics.add(value(json.of(metric)));
        }
        return new Case(count + " metrics", body);
    }

    private static JsonNode value(String json) {
        return Documents.json(json);
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainerNode() && !node.isEmpty()) {
            containers.add(node);
            node.forEach(part -> collect(part, containers));
        }
    }

    private static void put(JsonNode container, Random random, JsonNode value) {
        int index = random.nextInt(container.size());
        if (container instanceof ArrayNode array) {
            array.set(index, value);
        } else {
            String key = List.copyOf(container.properties()).get(index).getKey();
            ((ObjectNode) container).set(key, value);
        }
    }
}
