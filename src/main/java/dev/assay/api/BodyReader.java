package dev.assay.api;

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

    /** The media types of a manifest. The last one is what curl sends when its user names none. */
    public static final String TYPES = MediaType.APPLICATION_JSON + "," + YAML
            + ",application/x-yaml,text/yaml,text/x-yaml,application/x-www-form-urlencoded";

    private final RoutingContext exchange;
    private final PostedBodies bodies;

    /** @param exchange the one that is being worked on */
    BodyReader(RoutingContext exchange, PostedBodies bodies) {
        this.exchange = exchange;
        this.bodies = bodies;
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
        return bodies.of(exchange, mediaType);
    }
}
