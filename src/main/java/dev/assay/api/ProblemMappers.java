package dev.assay.api;

import com.google.common.net.UrlEscapers;
import dev.assay.measure.InternalErrors;
import dev.assay.measure.RequestRefusedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns every failure of a request into a problem. */
final class ProblemMappers {
    private static final int NOT_ALLOWED = 405;
    private static final int INTERNAL_ERROR = 500;

    private final JsonWriter json;

    ProblemMappers(JsonWriter json) {
        this.json = json;
    }

    @ServerExceptionMapper
    Response refused(RequestRefusedException e, UriInfo uri) {
        return response(Problem.of(e, instance(uri)));
    }

    /** Maps what Quarkus itself refuses: an unknown path, method or media type. */
    @ServerExceptionMapper
    Response refusedByQuarkus(WebApplicationException e, UriInfo uri) {
        Response response = e.getResponse();
        if (response.getStatus() >= INTERNAL_ERROR) {
            return internalError(e, uri);
        }
        Response problem = response(HttpProblems.of(response.getStatusInfo(), instance(uri)));
        return response.getStatus() == NOT_ALLOWED
                ? Response.fromResponse(problem)
                        .header(HttpHeaders.ALLOW, HttpProblems.allowedMethods(uri.getPath()))
                        .build()
                : problem;
    }

    /** Maps a body that ended early: the caller is gone, or sent no proper HTTP. */
    @ServerExceptionMapper
    Response bodyEndedEarly(IOException e, UriInfo uri) {
        return response(
                Problem.unreadableBody("tried to read the body, but it ended early; send all of it", instance(uri)));
    }

    @ServerExceptionMapper
    Response internalError(Throwable e, UriInfo uri) {
        String detail = InternalErrors.report("answer " + uri.getPath(), e);
        return response(Problem.of(INTERNAL_ERROR, "bug", "Assay itself failed", detail, instance(uri)));
    }

    /** The path that was asked for, as a reference: in ASCII, with escapes. */
    private static String instance(UriInfo uri) {
        return UrlEscapers.urlFragmentEscaper().escape(uri.getPath());
    }

    private Response response(Problem problem) {
        Response.ResponseBuilder response =
                Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(json.write(problem));
        problem.headers(response::header);
        return response.build();
    }
}
