package dev.assay.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.assay.secret.SecretRegistry;
import io.quarkus.arc.All;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The JSON of all answers: each text goes through the mask, so that a new member of an answer cannot forget it. Names of
 * metrics and plugins, and Assay's own words, stay as they are, since callers look for them.
 */
final class MaskedJson {
    /** The members that hold no foreign text. */
    private static final Set<String> VERBATIM = Set.of(
            "name",
            "phase",
            "state",
            "protocol",
            "digest",
            "instance",
            "title",
            "status",
            "plugins",
            "verbs",
            "since",
            "startedAt",
            "finishedAt",
            "resumeAt",
            "completedAt",
            "creationTimestamp",
            "time");

    /** Holds members whose names a plugin chose. */
    private static final String METADATA = "metadata";

    @Produces
    @Singleton
    ObjectMapper mapper(@All List<ObjectMapperCustomizer> customizers, SecretRegistry secrets) {
        ObjectMapper mapper = mapper(secrets);
        customizers.forEach(customizer -> customizer.customize(mapper));
        return mapper;
    }

    static ObjectMapper mapper(UnaryOperator<String> secrets) {
        return JsonMapper.builder(JsonFactory.builder()
                        .addDecorator((factory, generator) -> new Masked(generator, secrets))
                        .build())
                .build();
    }

    private static final class Masked extends JsonGeneratorDelegate {
        private final UnaryOperator<String> secrets;

        Masked(JsonGenerator generator, UnaryOperator<String> secrets) {
            super(generator, false);
            this.secrets = secrets;
        }

        @Override
        public void writeString(String text) throws IOException {
            super.writeString(isVerbatim() ? text : secrets.apply(text));
        }

        @Override
        public void writeString(char[] text, int offset, int length) throws IOException {
            writeString(new String(text, offset, length));
        }

        @Override
        public void writeString(SerializableString text) throws IOException {
            writeString(text.getValue());
        }

        @Override
        public void writeFieldName(String name) throws IOException {
            super.writeFieldName(inMetadata() ? secrets.apply(name) : name);
        }

        private boolean isVerbatim() {
            var context = getOutputContext();
            var named = context.inArray() && context.getParent() != null ? context.getParent() : context;
            String name = named.getCurrentName();
            return name != null && VERBATIM.contains(name) && !inMetadata();
        }

        private boolean inMetadata() {
            var parent = getOutputContext().getParent();
            return parent != null && METADATA.equals(parent.getCurrentName());
        }
    }
}
