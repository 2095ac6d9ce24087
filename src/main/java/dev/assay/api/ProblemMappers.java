package dev.assay.api;

import dev.assay.measure.InternalErrors;
import dev.assay.measure.Problem;
import dev.assay.measure.RefusedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Makes a problem of everything that a request may end with instead of an answer. */
final class ProblemMappers {
    private static final int NOT_ALLOWED = 405;
    private static final int BUG = 500;

    private final InternalErrors bugs;

    ProblemMappers(InternalErrors bugs) {
        this.bugs = bugs;
    }

    @ServerExceptionMapper
    Response refused(RefusedException e, UriInfo uri) {
        return response(e.problem(), uri);
    }

    /** What Quarkus itself refuses: no such path, method, or media type. */
    @ServerExceptionMapper
    Response refusedByQuarkus(WebApplicationException e, UriInfo uri) {
        Response response = e.getResponse();
        if (response.getStatus() >= BUG) {
            return bug(e, uri);
        }
        Response problem = response(WebProblems.of(response, uri), uri);
        return response.getStatus() == NOT_ALLOWED
                ? Response.fromResponse(problem)
                        .header(HttpHeaders.ALLOW, WebProblems.allowed(uri))
                        .build()
                : problem;
    }

    /** The caller went away, or what it sent was no proper HTTP. */
    @ServerExceptionMapper
    Response bodyEndedEarly(IOException e, UriInfo uri) {
        return response(
                new Problem(
                        400,
                        "unreadable-body",
                        "The body cannot be read",
                        "tried to read the body, but it ended early; send all of it"),
                uri);
    }

    @ServerExceptionMapper
    Response bug(Throwable e, UriInfo uri) {
        String detail = bugs.report("answer " + uri.getPath(), e);
        return response(new Problem(BUG, "bug", "Assay itself failed", detail), uri);
    }

    private static Response response(Problem problem, UriInfo uri) {
        return Response.status(problem.status())
                .type(Problem.MEDIA_TYPE)
                .entity(problem.json(uri.getPath()).toString())
                .build();
    }
}
