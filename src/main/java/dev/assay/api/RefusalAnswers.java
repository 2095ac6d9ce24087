package dev.assay.api;

import dev.assay.api.admission.GrpcAnswer;
import dev.assay.api.admission.GrpcRequest;
import dev.assay.api.connection.ConnectionGuard;
import dev.assay.measure.RequestRefusedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/** Answers requests that are refused before a resource sees them: with a problem, or with a status of gRPC. */
@Singleton
final class RefusalAnswers {
    private final JsonWriter json;

    RefusalAnswers(JsonWriter json) {
        this.json = json;
    }

    void refuse(RoutingContext exchange, RequestRefusedException refusal) {
        if (GrpcRequest.isGrpc(exchange.request())) {
            GrpcAnswer.refuse(exchange.response(), refusal);
        } else {
            refuse(exchange, Problem.of(refusal, exchange.request().path()));
        }
    }

    /** Closes a connection of HTTP/1 too where nobody reads the body that follows. */
    void refuse(RoutingContext exchange, Problem problem) {
        HttpServerRequest request = exchange.request();
        HttpServerResponse response = exchange.response();
        boolean closing = request.version() != HttpVersion.HTTP_2 && !request.isEnded();
        problem.headers(response::putHeader);
        if (closing) {
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        if (!request.isEnded()) {
            request.handler(dropped -> {});
        }
        response.setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .end(json.write(problem));
        if (closing) {
            ConnectionGuard.of(request).ifPresentOrElse(ConnectionGuard::lingerAndClose, () -> request.connection()
                    .close());
        }
    }
}
