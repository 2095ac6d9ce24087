package dev.assay.api;

import dev.assay.measure.Problem;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/** Says what HTTP's own refusals mean here. */
final class WebProblems {
    private static final String UNSUPPORTED = "tried to read the body, but its Content-Type is neither JSON nor YAML;"
            + " send application/json or application/yaml";

    private WebProblems() {}

    static Problem unsupportedMediaType() {
        Response.Status status = Response.Status.UNSUPPORTED_MEDIA_TYPE;
        return new Problem(status.getStatusCode(), "", status.getReasonPhrase(), UNSUPPORTED);
    }

    static Problem of(Response response, UriInfo uri) {
        Response.StatusType status = response.getStatusInfo();
        return new Problem(status.getStatusCode(), "", status.getReasonPhrase(), detail(status.getStatusCode(), uri));
    }

    /** The methods of a path that has some: calls of a verb and measurements are posted, all else is read. */
    static String allowed(UriInfo uri) {
        return uri.getPath().matches("/api/v1/(measurements|plugins/[^/]+/[^/]+/[^/]+)/?")
                ? "POST, OPTIONS"
                : "GET, HEAD, OPTIONS";
    }

    private static String detail(int status, UriInfo uri) {
        String path = uri.getPath();
        return switch (status) {
            case 404 -> "tried to find " + path + ", but there is nothing; /q/openapi lists what there is";
            case 405 -> "tried to call " + path + ", but it does not have this method; it has " + allowed(uri);
            case 406 ->
                "tried to answer in a media type that Accept names, but " + path
                        + " has none of them; accept application/json";
            case 415 ->
                "tried to read the body, but its Content-Type is neither JSON nor YAML;"
                        + " send application/json or application/yaml";
            default -> "tried to call " + path + ", but the request is not valid; /q/openapi shows how it should be";
        };
    }
}
