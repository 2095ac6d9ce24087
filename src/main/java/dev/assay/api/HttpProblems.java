package dev.assay.api;

import jakarta.ws.rs.core.Response;
import java.util.regex.Pattern;

/** The problems for refusals that HTTP itself defines. */
final class HttpProblems {
    private static final Pattern RUN = Pattern.compile("/api/v1/analysisruns/[^/]+/?");

    private static final Pattern POSTED = Pattern.compile(
            "/api/v1/(measurements|check|analysisruns(/[^/]+/terminate)?|plugins/[^/]+/[^/]+/(?!(history|logs)/?$)[^/]+)/?");

    private static final Pattern READ = Pattern.compile(
            "/api/v1/(version|analysisruns(/[^/]+)?|plugins(/[^/]+/[^/]+(/(history|logs))?)?|executables(/[^/]+)?)/?");

    private HttpProblems() {}

    static Problem of(Response.StatusType status, String path) {
        return Problem.ofHttp(
                status.getStatusCode(), status.getReasonPhrase(), detail(status.getStatusCode(), path), path);
    }

    /** The refusal of a body that is written in a way that Assay does not read. */
    static Problem unsupported(String detail, String path) {
        var status = Response.Status.UNSUPPORTED_MEDIA_TYPE;
        return Problem.ofHttp(status.getStatusCode(), status.getReasonPhrase(), detail, path);
    }

    /** The refusal of an {@code Accept} that cannot be read. */
    static Problem unreadableAccept(String path) {
        var status = Response.Status.BAD_REQUEST;
        return Problem.ofHttp(
                status.getStatusCode(),
                status.getReasonPhrase(),
                "tried to read the header Accept, but it is no list of media types; send application/json, or leave it out",
                path);
    }

    /**
     * The methods of a path that has some. AnalysisRuns are created, read and removed. Analyses, manifests and verbs are
     * posted. Everything else is read.
     */
    static String allowedMethods(String path) {
        if (RUN.matcher(path).matches()) {
            return "GET, HEAD, DELETE, OPTIONS";
        }
        boolean read = READ.matcher(path).matches() || !POSTED.matcher(path).matches();
        return (read ? "GET, HEAD, " : "") + (POSTED.matcher(path).matches() ? "POST, " : "") + "OPTIONS";
    }

    /** Whether a path of the API is one of its endpoints. */
    static boolean exists(String path) {
        return POSTED.matcher(path).matches() || READ.matcher(path).matches();
    }

    private static String detail(int status, String path) {
        return switch (status) {
            case 400 ->
                "tried to read the request, but its path, query or Host is not valid; encode them, and send one Host";
            case 404 -> "tried to find " + path + ", but there is nothing; /q/openapi lists what there is";
            case 405 -> "tried to call " + path + ", but it does not have this method; it has " + allowedMethods(path);
            case 406 ->
                "tried to answer in a media type that Accept names, but " + path
                        + " has none of them; accept application/json";
            case 417 -> "tried to meet what Expect says, but only 100-continue is known; send that, or nothing";
            case 415 ->
                "tried to read the body, but its Content-Type is neither JSON nor YAML;"
                        + " send application/json or application/yaml";
            default -> "tried to call " + path + ", but the request is not valid; /q/openapi shows how it should be";
        };
    }
}
