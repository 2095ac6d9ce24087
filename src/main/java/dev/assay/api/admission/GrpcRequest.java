package dev.assay.api.admission;

import dev.assay.text.GoDuration;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.core.http.impl.HttpServerRequestWrapper;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A gRPC request whose messages are counted in the memory of all requests before they are read. The first message, and each
 * that has begun, must be there whole in time.
 */
public final class GrpcRequest extends HttpServerRequestWrapper {
    /** The error code of HTTP/2 for a stream that is no longer wanted. */
    private static final long CANCEL = 8;

    private static final String TYPE = "application/grpc";

    private final Vertx vertx;
    private final WorkMemory memory;
    private final int limit;
    private final Duration timeout;
    private final HttpServerResponse answer;
    private long timer = BodyUpload.NO_TIMER;

    /**
     * @param limit bytes of a message
     * @param timeout for one message
     */
    public GrpcRequest(Vertx vertx, HttpServerRequest request, WorkMemory memory, int limit, Duration timeout) {
        super((HttpServerRequestInternal) request);
        this.vertx = vertx;
        this.memory = memory;
        this.limit = limit;
        this.timeout = timeout;
        this.answer = request.response();
    }

    /** Whether a request is one of gRPC. */
    public static boolean isGrpc(HttpServerRequest request) {
        @Nullable String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        return request.version() == HttpVersion.HTTP_2
                && type != null
                && type.toLowerCase(Locale.ROOT).startsWith(TYPE);
    }

    @Override
    public HttpServerRequest handler(@Nullable Handler<Buffer> handler) {
        if (handler == null) {
            delegate.handler(null);
            return this;
        }
        GrpcMessages messages = new GrpcMessages(
                memory,
                limit,
                delegate.getHeader("grpc-encoding"),
                message -> ServiceMessages.check(delegate.path(), message),
                handler::handle);
        await();
        delegate.handler(chunk -> receive(chunk, messages));
        return this;
    }

    @Override
    public HttpServerRequest endHandler(@Nullable Handler<Void> handler) {
        delegate.endHandler(end -> {
            over();
            // After a refusal nobody has anything to do with the rest.
            if (handler != null && !answer.ended()) {
                handler.handle(null);
            }
        });
        return this;
    }

    @Override
    public HttpServerRequest exceptionHandler(@Nullable Handler<Throwable> handler) {
        delegate.exceptionHandler(failure -> {
            over();
            if (handler != null) {
                handler.handle(failure);
            }
        });
        return this;
    }

    private void receive(Buffer chunk, GrpcMessages messages) {
        if (answer.ended()) {
            return;
        }
        boolean awaited = messages.isIncomplete() || timer != BodyUpload.NO_TIMER;
        try {
            messages.receive(chunk);
        } catch (StatusRuntimeException e) {
            over();
            refuse(e.getStatus(), String.valueOf(e.getStatus().getDescription()));
            return;
        }
        if (!messages.isIncomplete()) {
            over();
        } else if (!awaited) {
            await();
        }
    }

    private void await() {
        timer = vertx.setTimer(
                timeout.toMillis(),
                due -> refuse(
                        Status.DEADLINE_EXCEEDED,
                        "tried to read a message, but it was not there whole after " + GoDuration.write(timeout)
                                + "; send it faster, or raise assay.http.body-timeout"));
    }

    private void over() {
        vertx.cancelTimer(timer);
        timer = BodyUpload.NO_TIMER;
    }

    private void refuse(Status status, String message) {
        if (answer.ended()) {
            return;
        }
        if (answer.headWritten()) {
            answer.reset(CANCEL);
        } else {
            GrpcAnswer.refuse(answer, status, message);
        }
    }
}
