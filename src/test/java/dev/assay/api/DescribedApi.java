package dev.assay.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** An OpenAPI description that judges answers, and remembers which members of its schemas they had. */
final class DescribedApi {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SCHEMAS = "#/components/schemas/";

    private final JsonNode root;
    private final Map<String, Set<String>> seen = new HashMap<>();

    DescribedApi(JsonNode root) {
        this.root = root;
    }

    JsonNode root() {
        return root;
    }

    JsonNode operation(String path, String method) {
        return root.path("paths").path(path).path(method);
    }

    JsonNode schema(String name) {
        return root.at("/components/schemas").path(name);
    }

    JsonNode response(String path, String method, int status) {
        return resolved(operation(path, method).path("responses").path(String.valueOf(status)));
    }

    List<String> parameters(String path, String method) {
        return elements(operation(path, method).path("parameters"))
                .map(p -> p.path("in").asText() + " " + p.path("name").asText())
                .toList();
    }

    /** The answer's status, media type and body are described. */
    void assertDescribed(String path, String method, Response answer) throws Exception {
        JsonNode response = response(path, method, answer.statusCode());
        assertThat(response.isMissingNode())
                .as("%s %s describes %d", method, path, answer.statusCode())
                .isFalse();
        String type = answer.contentType().replaceFirst(";.*", "");
        JsonNode content = response.path("content").path(type);
        assertThat(content.isMissingNode()).as("%s is described", type).isFalse();
        JsonNode body = JSON.readTree(answer.asString());
        List<String> faults = faults("body", content.path("schema"), body);
        assertThat(faults).as(body.toString()).isEmpty();
    }

    /** No described member was missing in all answers so far. */
    void assertEveryMemberSeen(String... schemas) {
        for (String name : schemas) {
            assertThat(schema(name).path("properties").fieldNames())
                    .toIterable()
                    .as(name)
                    .isNotEmpty()
                    .isSubsetOf(seen.getOrDefault(name, Set.of()));
        }
    }

    private List<String> faults(String at, JsonNode schema, JsonNode value) {
        if (schema.has("$ref")) {
            String name = schema.path("$ref").asText().substring(SCHEMAS.length());
            if (value.isObject()) {
                value.fieldNames().forEachRemaining(member -> seen.computeIfAbsent(name, n -> new HashSet<>())
                        .add(member));
            }
            return faults(at, schema(name), value);
        }
        if (schema.has("anyOf")) {
            List<List<String>> all = elements(schema.path("anyOf"))
                    .map(one -> faults(at, one, value))
                    .toList();
            return all.stream().filter(List::isEmpty).findFirst().orElse(all.get(0));
        }
        List<String> faults = new ArrayList<>();
        boolean right =
                switch (schema.path("type").asText()) {
                    case "object" -> value.isObject();
                    case "array" -> value.isArray();
                    case "string" -> value.isTextual();
                    case "integer" -> value.isIntegralNumber();
                    case "boolean" -> value.isBoolean();
                    default -> false;
                };
        if (!right) {
            faults.add(at + " is no " + schema.path("type"));
        }
        elements(schema.path("required"))
                .filter(member -> !value.has(member.asText()))
                .forEach(member -> faults.add(at + " lacks " + member));
        value.properties().forEach(member -> {
            JsonNode property = schema.path("properties").path(member.getKey());
            JsonNode known = property.isMissingNode() ? schema.path("additionalProperties") : property;
            String path = at + "." + member.getKey();
            if (known.isMissingNode()) {
                faults.add(path + " is not described");
            } else {
                faults.addAll(faults(path, known, member.getValue()));
            }
        });
        if (value.isArray()) {
            value.forEach(element -> faults.addAll(faults(at + "[]", schema.path("items"), element)));
        }
        return faults;
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? root.at(node.path("$ref").asText().substring(1)) : node;
    }

    static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    static List<String> texts(JsonNode array) {
        return elements(array).map(JsonNode::asText).toList();
    }
}
