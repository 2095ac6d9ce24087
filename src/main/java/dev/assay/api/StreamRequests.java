package dev.assay.api;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.MediaType;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Requests that are answered with a stream. */
final class StreamRequests {
    private static final Pattern WATCHED = Pattern.compile("/api/v1/(plugins|analysisruns(/[^/]+)?)/?");

    private static final Pattern LOGS = Pattern.compile("/api/v1/plugins/[^/]+/[^/]+/logs/?");

    private StreamRequests() {}

    /** Names the media type of the answer, where the request accepts anything, as that of curl does. */
    static void complete(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        boolean get = request.method().equals(HttpMethod.GET);
        if ((!get && !request.method().equals(HttpMethod.HEAD)) || !acceptsAnything(request)) {
            return;
        }
        if (WATCHED.matcher(exchange.normalizedPath()).matches()) {
            request.headers()
                    .set(
                            HttpHeaders.ACCEPT,
                            get && isTrue("watch", request)
                                    ? MediaType.SERVER_SENT_EVENTS
                                    : MediaType.APPLICATION_JSON);
        } else if (LOGS.matcher(exchange.normalizedPath()).matches()) {
            request.headers().set(HttpHeaders.ACCEPT, MediaType.TEXT_PLAIN);
        }
    }

    /** Whether the answer is a stream, which may last for long. */
    static boolean isStream(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        return accept(request).contains(MediaType.SERVER_SENT_EVENTS)
                || (request.query() != null
                        && LOGS.matcher(exchange.normalizedPath()).matches()
                        && isTrue("follow", request));
    }

    /** A query that cannot be decoded is refused later. */
    private static boolean isTrue(String parameter, HttpServerRequest request) {
        try {
            @Nullable String text = request.getParam(parameter);
            return text != null && text.strip().equals("true");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean acceptsAnything(HttpServerRequest request) {
        String accept = accept(request);
        return accept.isEmpty() || accept.contains(MediaType.WILDCARD);
    }

    private static String accept(HttpServerRequest request) {
        @Nullable String accept = request.getHeader(HttpHeaders.ACCEPT);
        return accept == null ? "" : accept.toLowerCase(Locale.ROOT);
    }
}
