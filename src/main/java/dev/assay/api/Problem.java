package dev.assay.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.assay.measure.RequestRefusedException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.function.BiConsumer;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The answer to a request that is refused or that failed: a problem of RFC 9457. */
@RegisterForReflection
@Schema(name = "Problem", description = "Why a request is refused (RFC 9457).")
public record Problem(
        @Schema(
                required = true,
                format = "uri",
                description = "What sort of problem it is; about:blank says no more than the status.")
        String type,

        @Schema(required = true) String title,
        @Schema(required = true) int status,

        @Schema(required = true, description = "What was tried, why it did not work, and what to do.")
        String detail,

        @Schema(required = true, format = "uri-reference", description = "The path that was asked for.")
        String instance,

        @Schema(description = "The faults of an analysis that is not valid, or the unknown fields of a body.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        List<String> faults,

        @Schema(description = "The plugins that there are, where the plugin is not known.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        List<String> plugins,

        @Schema(description = "The verbs that a plugin has, where the verb is not known.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        List<String> verbs) {

    public static final String MEDIA_TYPE = "application/problem+json";

    private static final int UNAUTHORIZED = 401;
    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;

    private static final String TYPES = "urn:assay:problem:";

    /** A problem of a type of its own. */
    static Problem of(int status, String type, String title, String detail, String instance) {
        return new Problem(TYPES + type, title, status, detail, instance, null, null, null);
    }

    /** A problem that HTTP itself knows; its title is the reason phrase of the status. */
    static Problem ofHttp(int status, String reasonPhrase, String detail, String instance) {
        return new Problem("about:blank", reasonPhrase, status, detail, instance, null, null, null);
    }

    public static Problem of(RequestRefusedException refusal, String instance) {
        String detail = refusal.getMessage();
        return switch (refusal.kind()) {
            case UNREADABLE_BODY -> unreadableBody(detail, instance);
            case UNKNOWN_FIELDS ->
                of(400, "unknown-fields", "The body has unknown fields", detail, instance)
                        .with(refusal.details(), null, null);
            case BODY_TOO_LARGE -> of(413, "body-too-large", "The body is too large", detail, instance);
            case INVALID_PARAMETER ->
                of(400, "invalid-parameter", "A parameter of the request is not valid", detail, instance)
                        .with(refusal.details().isEmpty() ? null : refusal.details(), null, null);
            case INVALID_ANALYSIS ->
                of(422, "invalid-analysis", "The analysis is not valid", detail, instance)
                        .with(refusal.details(), null, null);
            case TOO_MANY_METRICS -> of(422, "too-many-metrics", "The analysis has too many metrics", detail, instance);
            case TOO_MUCH_TEXT ->
                of(
                        422,
                        "too-much-text",
                        "The analysis is too large once its arguments are filled in",
                        detail,
                        instance);
            case TOO_SOON -> of(TOO_MANY, "too-soon", "The same was asked for a moment ago", detail, instance);
            case UNKNOWN_PLUGIN ->
                of(404, "unknown-plugin", "There is no such plugin", detail, instance)
                        .with(null, refusal.details(), null);
            case UNKNOWN_RUN -> of(404, "unknown-analysisrun", "There is no such AnalysisRun", detail, instance);
            case STARTING -> of(UNAVAILABLE, "starting", "Assay has not read its configuration yet", detail, instance);
            case UNKNOWN_VERB ->
                of(404, "unknown-verb", "There is no such verb", detail, instance)
                        .with(null, null, refusal.details());
            case BODY_TOO_SLOW -> of(408, "body-too-slow", "The body came too slowly", detail, instance);
            case OVERLOADED -> of(UNAVAILABLE, "overloaded", "Assay has no room for the request now", detail, instance);
            case TOO_COSTLY ->
                of(413, "too-costly", "The request needs more memory than there is for requests", detail, instance);
            case UNKNOWN_CALLER -> of(UNAUTHORIZED, "unknown-caller", "The caller is not known", detail, instance);
            case FORBIDDEN -> of(403, "forbidden", "The caller does not have the right", detail, instance);
            case UNCHECKED -> of(UNAVAILABLE, "unchecked", "The caller cannot be checked now", detail, instance);
            case TOO_MANY_TOKENS ->
                of(TOO_MANY, "too-many-tokens", "Too many tokens were not accepted", detail, instance);
        };
    }

    /**
     * Gives the headers that go with the answer to their taker. After 2 seconds most requests that were being worked on are
     * over, and the configuration has mostly been read. After 1 what was asked for too often may be asked for again.
     */
    void headers(BiConsumer<String, String> taker) {
        switch (status) {
            case UNAVAILABLE -> taker.accept(HttpHeaders.RETRY_AFTER, "2");
            case TOO_MANY -> taker.accept(HttpHeaders.RETRY_AFTER, "1");
            case UNAUTHORIZED -> taker.accept(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            default -> {}
        }
    }

    static Problem unreadableBody(String detail, String instance) {
        return of(400, "unreadable-body", "The body cannot be read", detail, instance);
    }

    private Problem with(
            @Nullable List<String> newFaults, @Nullable List<String> newPlugins, @Nullable List<String> newVerbs) {
        return new Problem(type, title, status, detail, instance, newFaults, newPlugins, newVerbs);
    }
}
