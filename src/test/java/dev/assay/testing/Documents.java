package dev.assay.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.manifest.Yaml;
import dev.assay.text.Json;
import java.nio.charset.StandardCharsets;

/** Documents that stand in the text of a test. */
public final class Documents {
    private Documents() {}

    /** A mapping of YAML. */
    public static ObjectNode yaml(String text) {
        return Yaml.object(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A value of JSON, of any type. */
    public static JsonNode json(String text) {
        return Json.object("{\"value\":" + text + "}").get("value");
    }
}
