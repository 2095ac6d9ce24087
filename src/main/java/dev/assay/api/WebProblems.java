package dev.assay.api;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jspecify.annotations.Nullable;

/** Says what HTTP's own refusals mean here. */
final class WebProblems {
    private WebProblems() {}

    static Problem of(Response response, UriInfo uri) {
        Response.StatusType status = response.getStatusInfo();
        return new Problem(
                status.getStatusCode(), "", status.getReasonPhrase(), detail(response, "/" + stripped(uri.getPath())));
    }

    private static String detail(Response response, String path) {
        return switch (response.getStatus()) {
            case 404 -> "Tried to find " + path + ", but there is nothing; /q/openapi lists what there is";
            case 405 ->
                "Tried to call " + path + ", but it does not have this method; "
                        + allowed(response.getHeaderString(HttpHeaders.ALLOW));
            case 406 ->
                "Tried to answer in a media type that Accept names, but " + path
                        + " has none of them; accept application/json";
            case 415 ->
                "Tried to read the body, but its Content-Type is neither JSON nor YAML;"
                        + " send application/json or application/yaml";
            default -> "Tried to call " + path + ", but the request is not valid; /q/openapi shows how it should be";
        };
    }

    private static String allowed(@Nullable String allow) {
        return allow == null || allow.isEmpty() ? "/q/openapi lists those it has" : "it has " + allow;
    }

    private static String stripped(String path) {
        return path.startsWith("/") ? path.substring(1) : path;
    }
}
