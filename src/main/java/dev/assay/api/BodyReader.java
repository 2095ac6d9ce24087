package dev.assay.api;

import dev.assay.measure.Problems;
import dev.assay.measure.RefusedException;
import dev.assay.settings.AssaySettings;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Locale;

/** Takes a request's body in, up to a limit. */
@Provider
public final class BodyReader implements MessageBodyReader<RequestBody> {
    static final String YAML = "application/yaml";
    static final String YAML_X = "application/x-yaml";
    static final String YAML_TEXT = "text/yaml";
    static final String YAML_TEXT_X = "text/x-yaml";

    /** What curl says of a body when nobody tells it what it is. */
    static final String FORM = "application/x-www-form-urlencoded";

    private final int limit;

    BodyReader(AssaySettings settings) {
        this.limit = settings.measure().maxBody().asBigInteger().intValueExact();
    }

    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == RequestBody.class;
    }

    /** @throws RefusedException when it is too large */
    @Override
    public RequestBody readFrom(
            Class<RequestBody> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream body)
            throws IOException {
        byte[] bytes = body.readNBytes(limit + 1);
        if (bytes.length > limit) {
            throw Problems.refuse(Problems.tooLarge(limit));
        }
        return new RequestBody(bytes, mediaType.getSubtype().toLowerCase(Locale.ROOT));
    }
}
