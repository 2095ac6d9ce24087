package dev.assay.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.manifest.PlacedObject;
import dev.assay.metric.Argument;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes templates that name each other, by a seed, in the form that {@code src/test/go-argo/cmd/merge} takes, and merges them
 * by Assay's code. There are no circles, of which Argo's controller would die.
 */
final class TemplateSets {
    private static final List<String> NAMES = List.of("a", "b", "c", "d");
    private static final List<String> ARGUMENTS = List.of("x", "y", "z");

    /** Some sets have many names, so that most of them can be merged, and others few. */
    private final int names;

    private final Random random;
    private final Set<String> declared = new TreeSet<>();

    private TemplateSets(long seed) {
        this.random = new Random(seed);
        this.names = seed % 2 == 0 ? 1_000 : 6;
    }

    static ObjectNode set(long seed) {
        return new TemplateSets(seed).set();
    }

    private ObjectNode set() {
        ObjectNode set = object();
        ArrayNode templates = set.putArray("templates");
        ArrayNode ofCluster = set.putArray("clusterTemplates");
        List<ObjectNode> all = new ArrayList<>();
        Set<ObjectNode> named = new HashSet<>();
        int count = 2 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            boolean cluster = chance(40);
            ArrayNode list = cluster ? ofCluster : templates;
            if (list.size() < NAMES.size()) {
                ObjectNode template = template(cluster, NAMES.get(list.size()), all, named);
                list.add(template);
                all.add(template);
            }
        }
        ObjectNode step = set.putObject("step");
        ArrayNode references = step.putArray("templates");
        // In the order of the documents, of which those without a cluster come first.
        templates.forEach(template -> reference(template, named, references));
        ofCluster.forEach(template -> reference(template, named, references));
        ArrayNode arguments = set.putArray("args");
        for (String name : declared) {
            if (chance(70)) {
                argument(arguments.addObject().put("name", name));
            }
        }
        return set;
    }

    private static void reference(JsonNode template, Set<ObjectNode> named, ArrayNode references) {
        if (!named.contains(template)) {
            references.add(reference((ObjectNode) template));
        }
    }

    private static ObjectNode reference(ObjectNode template) {
        ObjectNode reference = object().put(
                        "templateName", template.path("metadata").path("name").asText());
        if (template.path("kind").asText().startsWith("Cluster")) {
            reference.put("clusterScope", true);
        }
        return reference;
    }

    private ObjectNode template(boolean cluster, String name, List<ObjectNode> before, Set<ObjectNode> named) {
        ObjectNode template = object().put("kind", (cluster ? "Cluster" : "") + "AnalysisTemplate");
        template.putObject("metadata").put("name", name);
        ObjectNode spec = template.putObject("spec");
        several(2, () -> metric(array(spec, "metrics").addObject()));
        several(1, () -> array(spec, "dryRun").addObject().put("metricName", name("m")));
        several(1, () -> array(spec, "measurementRetention")
                .addObject()
                .put("metricName", name("m"))
                .put("limit", random.nextInt(20)));
        several(2, () -> {
            String argument = ARGUMENTS.get(random.nextInt(ARGUMENTS.size()));
            declared.add(argument);
            ObjectNode json = array(spec, "args").addObject().put("name", argument);
            if (chance(50)) {
                argument(json);
            }
        });
        for (ObjectNode other : before) {
            if (chance(40)) {
                array(spec, "templates").add(reference(other));
                named.add(other);
            }
        }
        if (chance(4)) {
            array(spec, "templates").addObject().put("templateName", "missing").put("clusterScope", chance(50));
        }
        return template;
    }

    private void metric(ObjectNode metric) {
        metric.put("name", name("metric"));
        metric.putObject("provider").putObject("plugin").putObject("acme/p").put("query", "{{args.x}}");
        if (chance(50)) {
            metric.put("count", random.nextInt(5)).put("interval", "1m");
        }
    }

    private void argument(ObjectNode json) {
        if (chance(70)) {
            json.put("value", chance(90) ? "1" : "2");
        } else {
            json.putObject("valueFrom")
                    .putObject("secretKeyRef")
                    .put("name", "s")
                    .put("key", "k");
        }
    }

    private String name(String prefix) {
        return prefix + random.nextInt(names);
    }

    private void several(int most, Runnable add) {
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            add.run();
        }
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private static ArrayNode array(ObjectNode spec, String field) {
        return spec.withArray(field);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Fails where Assay has another spec for the set than Argo, or another refusal. */
    static void assertSame(ObjectNode set, ObjectNode expected) {
        ObjectNode documents = set.deepCopy();
        List<PlacedObject> input = new ArrayList<>();
        documents.path("templates").forEach(json -> input.add(PlacedObject.of((ObjectNode) json)));
        documents.path("clusterTemplates").forEach(json -> input.add(PlacedObject.of((ObjectNode) json)));
        ObjectNode own = object();
        try {
            own.set(
                    "spec",
                    new AnalysisDocuments(input)
                            .run(Argument.all(set.path("args")))
                            .json()
                            .path("spec"));
        } catch (MergeException e) {
            own.put("error", e.reason());
        } catch (AnalysisException e) {
            own.put("error", e.getMessage());
        }
        assertThat(own).as(set.toString()).isEqualTo(inOurWords(expected));
    }

    /** Argo's validation and its listers have different words for a template that is missing; Assay has the former's. */
    private static ObjectNode inOurWords(ObjectNode expected) {
        if (expected.has("error")) {
            return object().put(
                            "error",
                            expected.path("error")
                                    .asText()
                                    .replaceFirst(
                                            "^analysistemplate\\.argoproj\\.io \"(.*)\" not",
                                            "AnalysisTemplate '$1' not")
                                    .replaceFirst(
                                            "^clusteranalysistemplate\\.argoproj\\.io \"(.*)\" not",
                                            "ClusterAnalysisTemplate '$1' not"));
        }
        ObjectNode copy = expected.deepCopy();
        if (copy.path("spec").path("metrics").isNull()) {
            ((ObjectNode) copy.path("spec")).putArray("metrics");
        }
        return copy;
    }
}
