package dev.assay.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.assay.text.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MaskedJsonTest {
    private final ObjectMapper mapper = MaskedJson.mapper(text -> text.replace("s3cret", "*****"));

    record Answer(
            String name, String reason, List<String> plugins, List<String> faults, Map<String, String> metadata) {}

    @Test
    void every_text_is_masked_but_names() throws JsonProcessingException {
        Answer answer = new Answer(
                "s3cret/name",
                "is s3cret",
                List.of("s3cret/name"),
                List.of("s3cret"),
                Map.of("name", "s3cret", "s3cret", "x"));
        assertThat(Json.object(mapper.writeValueAsString(answer)))
                .isEqualTo(
                        Json.object("{\"name\":\"s3cret/name\",\"reason\":\"is *****\",\"plugins\":[\"s3cret/name\"],"
                                + "\"faults\":[\"*****\"],\"metadata\":{\"name\":\"*****\",\"*****\":\"x\"}}"));
    }

    @Test
    void a_tree_is_masked_too() throws JsonProcessingException {
        assertThat(mapper.writeValueAsString(
                        Json.object("{\"value\":\"s3cret\",\"metadata\":{\"s3cret\":\"s3cret\"}}")))
                .isEqualTo("{\"value\":\"*****\",\"metadata\":{\"*****\":\"*****\"}}");
    }
}
