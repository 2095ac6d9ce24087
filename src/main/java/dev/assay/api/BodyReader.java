package dev.assay.api;

import dev.assay.api.admission.ParserThreads;
import dev.assay.api.admission.UploadedBody;
import dev.assay.measure.RunLimits;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/** Hands the body that {@link RequestGate} has read to the resources. */
@Provider
public final class BodyReader implements MessageBodyReader<PostedBody> {
    public static final String YAML = "application/yaml";
    public static final String YAML_X = "application/x-yaml";
    public static final String YAML_TEXT = "text/yaml";
    public static final String YAML_TEXT_X = "text/x-yaml";

    /** The media type that curl sends when its user names none. */
    public static final String FORM = "application/x-www-form-urlencoded";

    private final RoutingContext exchange;
    private final RunLimits limits;
    private final ParserThreads threads;

    /** @param exchange the one that is being worked on */
    BodyReader(RoutingContext exchange, RunLimits limits, ParserThreads threads) {
        this.exchange = exchange;
        this.limits = limits;
        this.threads = threads;
    }

    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == PostedBody.class;
    }

    @Override
    public PostedBody readFrom(
            Class<PostedBody> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream body) {
        return new PostedBody(UploadedBody.of(exchange), mediaType, limits.maxText(), threads);
    }
}
