package dev.assay.api;

import dev.assay.measure.RequestRefusedException;
import dev.assay.measure.RequestRefusedException.Kind;
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

/** Reads the body of a request, up to a limit. */
@Provider
public final class BodyReader implements MessageBodyReader<PostedBody> {
    static final String YAML = "application/yaml";
    static final String YAML_X = "application/x-yaml";
    static final String YAML_TEXT = "text/yaml";
    static final String YAML_TEXT_X = "text/x-yaml";

    /** The media type that curl sends when its user names none. */
    static final String FORM = "application/x-www-form-urlencoded";

    private final int limit;

    BodyReader(AssaySettings settings) {
        this.limit = settings.measure().maxBody().asBigInteger().intValueExact();
    }

    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == PostedBody.class;
    }

    /** @throws RequestRefusedException when it is too large */
    @Override
    public PostedBody readFrom(
            Class<PostedBody> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream body)
            throws IOException {
        byte[] bytes = body.readNBytes(limit + 1);
        if (bytes.length > limit) {
            throw tooLarge(limit);
        }
        return new PostedBody(bytes, mediaType.getSubtype().toLowerCase(Locale.ROOT));
    }

    static RequestRefusedException tooLarge(long limit) {
        return new RequestRefusedException(
                Kind.BODY_TOO_LARGE,
                "tried to read the body, but it is larger than " + limit
                        + " bytes; make it smaller, or raise assay.measure.max-body");
    }
}
