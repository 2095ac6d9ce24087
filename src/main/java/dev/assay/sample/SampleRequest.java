package dev.assay.sample;

import dev.assay.metric.ProviderException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One request of a sample plugin.
 *
 * @param uri without user name and password
 * @param user {@code NAME:PASSWORD} for this server; empty without
 * @param accept the value of its header
 * @param form the body of a POST; empty for a GET
 */
record SampleRequest(URI uri, String user, String accept, Optional<String> form) {
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    /** Statuses after which a POST is sent again as it was (RFC 9110, section 15.4). */
    private static final Set<Integer> SAME_METHOD = Set.of(307, 308);

    static SampleRequest get(String url, String accept) {
        return of(url, accept, Optional.empty());
    }

    static SampleRequest post(String url, String form) {
        return of(url, "*/*", Optional.of(form));
    }

    private static SampleRequest of(String url, String accept, Optional<String> form) {
        try {
            URI uri = URI.create(url);
            @Nullable String user = uri.getUserInfo();
            return new SampleRequest(withoutUser(uri), user == null ? "" : user, accept, form);
        } catch (IllegalArgumentException e) {
            throw new ProviderException("tried to ask " + shown(url) + ", but it is no http or https URL; correct it");
        }
    }

    static boolean isUrl(String text) {
        try {
            @Nullable URI uri = URI.create(text);
            return uri.getScheme() != null && uri.getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** A URL without the user name and password in it. */
    static String shown(String url) {
        return url.replaceFirst("//[^/?#]*@", "//");
    }

    HttpRequest toHttp() {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).header("Accept", accept);
        if (!user.isEmpty()) {
            byte[] credentials = user.getBytes(StandardCharsets.UTF_8);
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
        }
        form.ifPresent(body -> request.header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
        return request.build();
    }

    /**
     * The request that an answer redirects to; empty where the answer is one to keep. So is one that leads from
     * {@code https} to {@code http}, or to nowhere. Only the same server gets user name and password again.
     */
    Optional<SampleRequest> redirected(HttpResponse<?> answer) {
        if (!REDIRECTS.contains(answer.statusCode())) {
            return Optional.empty();
        }
        return answer.headers()
                .firstValue("Location")
                .flatMap(this::resolve)
                .filter(next ->
                        next.getScheme().equals("https") || uri.getScheme().equals("http"))
                .map(next -> new SampleRequest(
                        next,
                        isSameServer(next) ? user : "",
                        accept,
                        SAME_METHOD.contains(answer.statusCode()) ? form : Optional.empty()));
    }

    private Optional<URI> resolve(String location) {
        try {
            URI next = uri.resolve(location);
            return isHttp(next) ? Optional.of(withoutUser(next)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private boolean isSameServer(URI next) {
        return next.getScheme().equals(uri.getScheme()) && Target.of(next).equals(Target.of(uri));
    }

    private static boolean isHttp(URI uri) {
        return uri.getHost() != null
                && ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()));
    }

    /** Made of the parts of a URI as they were written, so that it names the server that was parsed, and no other. */
    private static URI withoutUser(URI uri) {
        if (!isHttp(uri)) {
            throw new IllegalArgumentException("no URL of http");
        }
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return URI.create(
                uri.getScheme().toLowerCase(Locale.ROOT) + "://" + uri.getHost() + port + uri.getRawPath() + query);
    }
}
