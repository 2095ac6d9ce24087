package dev.assay.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.testing.Documents;
import dev.assay.text.Json;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlWriterTest {
    private static final List<String> PIECES = List.of(
            "a",
            "b c",
            " ",
            "\n",
            "\n\n",
            "\t",
            "\r\n",
            "\r",
            "#",
            " #",
            ":",
            ": ",
            "- ",
            "'",
            "\"",
            "\\",
            "{",
            "}",
            "[",
            "]",
            ",",
            "&",
            "*",
            "!",
            "|",
            ">",
            "%",
            "@",
            "`",
            "---",
            "...",
            "<<",
            "=",
            "y",
            "on",
            "null",
            "~",
            "1",
            "-1",
            "0x1F",
            "1e3",
            ".5",
            "1_0",
            "1:30",
            "2001-01-01",
            ".inf",
            "é",
            "\u0085",
            "\u2028",
            "\u2029",
            "\ufeff",
            "\u0000",
            "\u0007",
            "\ud83d\ude00",
            "  x\n y");

    @Test
    void it_is_written_as_a_person_would() {
        JsonNode value =
                Json.object("{\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"x\",\"labels\":{}},\"data\":{\"text\":"
                        + "\"- name: a/b\\n  args: []\\n\",\"on\":\"5\",\"long\":[" + "\"0123456789\",".repeat(11)
                        + "\"x\"],\"short\":[\"a\",1,true,null]},\"list\":[{\"a\":[{\"b\":\"c\"}]}]}");

        assertThat(YamlWriter.write(value)).isEqualTo("""
                kind: ConfigMap
                metadata:
                  name: x
                  labels: {}
                data:
                  text: |
                    - name: a/b
                      args: []
                  "on": "5"
                  long:
                """ + "    - \"0123456789\"\n".repeat(11) + """
                    - x
                  short: [a, 1, true, null]
                list:
                  - a:
                      - b: c
                """);
    }

    @Test
    void a_list_alone_begins_at_the_margin() {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        list.addObject().put("name", "a/b").put("text", "x\n\n  y\n");

        assertThat(YamlWriter.write(list)).isEqualTo("""
                - name: a/b
                  text: |
                    x

                      y
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.10", "1e3", "-0", "12345678901234567890", "1E-7"})
    void numbers_keep_their_digits(String number) {
        assertThat(YamlWriter.write(Json.object("{\"it\":" + number + "}"))).isEqualTo("it: " + number + "\n");
    }

    @RepeatedTest(300)
    void a_written_value_is_read_as_the_same() {
        long seed = System.nanoTime();
        ObjectNode value = object(new Random(seed), 3);

        String text = YamlWriter.write(value);

        assertThat(Documents.yaml(text)).as("seed %d:\n%s", seed, text).isEqualTo(value);
    }

    private static ObjectNode object(Random random, int levels) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (int i = random.nextInt(4); i >= 0; i--) {
            object.set(text(random), value(random, levels - 1));
        }
        return object;
    }

    private static JsonNode value(Random random, int levels) {
        return switch (levels < 0 ? 0 : random.nextInt(4)) {
            case 1 -> object(random, levels);
            case 2 -> list(random, levels);
            default -> JsonNodeFactory.instance.textNode(text(random));
        };
    }

    private static ArrayNode list(Random random, int levels) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(value(random, levels - 1));
        }
        return list;
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }
}
