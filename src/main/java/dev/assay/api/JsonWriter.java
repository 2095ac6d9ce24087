package dev.assay.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;

/** Writes answers as text, where Quarkus does not write them: problems, and the data of events. */
@Singleton
public final class JsonWriter {
    private final ObjectMapper mapper;

    JsonWriter(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    public String write(Object answer) {
        try {
            return mapper.writeValueAsString(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("tried to write " + answer.getClass() + " as JSON, but failed", e);
        }
    }
}
