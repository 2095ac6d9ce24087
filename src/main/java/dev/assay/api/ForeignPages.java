package dev.assay.api;

import dev.assay.api.admission.GrpcRequest;
import dev.assay.text.ForeignText;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Requests that a browser sends for a page of another site. A browser sends simple ones without asking Assay, and so could have
 * whoever looks at such a page use an Assay that only this person's machine reaches. What only reads is let through, as the
 * page does not get the answer.
 */
final class ForeignPages {
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    /** Newer browsers say by this header where a page is from, relative to the server, where the page's way is a safe one. */
    private static final String SITE = "Sec-Fetch-Site";

    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

    private static final Pattern ORIGIN = Pattern.compile("(https?)://([^/?#@]+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern USUAL_HTTP_PORT = Pattern.compile(":80$");
    private static final Pattern USUAL_HTTPS_PORT = Pattern.compile(":443$");

    private ForeignPages() {}

    /** The refusal of such a request, unless Quarkus' filter for CORS permits its origin. */
    static Optional<Problem> refusal(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        if (READING.contains(request.method())
                || GrpcRequest.isGrpc(request)
                || exchange.response().headers().contains(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN)) {
            return Optional.empty();
        }
        @Nullable String origin = request.getHeader(HttpHeaders.ORIGIN);
        @Nullable HostAndPort host = request.authority();
        return isForeign(request.getHeader(SITE), origin, host == null ? "" : host.toString())
                ? Optional.of(problem(origin, request.path()))
                : Optional.empty();
    }

    /**
     * @param site the value of {@code Sec-Fetch-Site}
     * @param origin that of the page, {@code null} in text where it has none
     * @param host that was asked, with its port where that is not the usual one
     */
    static boolean isForeign(@Nullable String site, @Nullable String origin, String host) {
        if (site != null) {
            return !OWN_SITES.contains(site);
        }
        if (origin == null) {
            return false;
        }
        Matcher parts = ORIGIN.matcher(origin);
        if (!parts.matches()) {
            return true;
        }
        Pattern usualPort = parts.group(1).equalsIgnoreCase("http") ? USUAL_HTTP_PORT : USUAL_HTTPS_PORT;
        return !plain(parts.group(2), usualPort).equals(plain(host, usualPort));
    }

    private static String plain(String authority, Pattern usualPort) {
        return usualPort.matcher(authority).replaceFirst("").toLowerCase(Locale.ROOT);
    }

    private static Problem problem(@Nullable String origin, String path) {
        return Problem.of(
                403,
                "foreign-page",
                "A page of another site sent the request",
                "tried to take the request, but a browser sent it for a page of "
                        + (origin == null ? "another site" : ForeignText.excerpt(origin))
                        + "; use the page that Assay itself serves, have a proxy hand Host on as it came, or permit the"
                        + " origin with quarkus.http.cors.enabled=true and quarkus.http.cors.origins",
                path);
    }
}
