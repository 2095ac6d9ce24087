package dev.assay.api.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;

/** Answers to what never becomes a request: problems of RFC 9457 as bytes. */
final class RawAnswers {
    static final String PROBLEM = "application/problem+json";

    private RawAnswers() {}

    /** The whole answer to a connection for which there is no place. */
    static ByteBuf noPlace() {
        String body = problem(
                HttpResponseStatus.SERVICE_UNAVAILABLE,
                "tried to accept the connection, but as many as allowed are open; try again after the time in Retry-After");
        String head = """
                HTTP/1.1 503 Service Unavailable
                Retry-After: 1
                Content-Type: %s
                Content-Length: %d
                Connection: close

                """.formatted(PROBLEM, body.length()).replace("\n", "\r\n");
        return Unpooled.copiedBuffer(head + body, StandardCharsets.US_ASCII);
    }

    /** The body of the answer to what is no HTTP. */
    static ByteBuf malformed(HttpResponseStatus status) {
        String detail =
                switch (status.code()) {
                    case 414 ->
                        "tried to read the request, but its first line is too long; send the arguments in the body";
                    case 431 ->
                        "tried to read the request, but its headers are too long; send fewer, or raise"
                                + " quarkus.http.limits.max-header-size";
                    default ->
                        "tried to read the request, but its first line, headers or body are not valid HTTP; correct the client";
                };
        return Unpooled.copiedBuffer(problem(status, detail), StandardCharsets.US_ASCII);
    }

    private static String problem(HttpResponseStatus status, String detail) {
        return "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\",\"instance\":\"/\"}"
                .formatted(status.reasonPhrase(), status.code(), detail);
    }
}
