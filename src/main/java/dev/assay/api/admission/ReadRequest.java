package dev.assay.api.admission;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.core.http.impl.HttpServerRequestWrapper;
import org.jspecify.annotations.Nullable;

/**
 * A request over HTTP/2 whose body is read before Quarkus asks for it. Vert.x' own refuses to be paused when it has been
 * read, which Quarkus does to each.
 */
public final class ReadRequest extends HttpServerRequestWrapper {
    private static final String KEY = ReadRequest.class.getName();

    private boolean read;

    public ReadRequest(HttpServerRequest request) {
        super((HttpServerRequestInternal) request);
    }

    /** Makes it known to what runs in this Vert.x context, which is that of one request. */
    public void attachTo(Context context) {
        context.putLocal(KEY, this);
    }

    /** Tells the request of this context that its body has been read. */
    public static void bodyIsRead(Context context) {
        @Nullable ReadRequest request = context.getLocal(KEY);
        if (request != null) {
            request.read = true;
        }
    }

    @Override
    public HttpServerRequest pause() {
        return read ? this : super.pause();
    }

    @Override
    public HttpServerRequest resume() {
        return read ? this : super.resume();
    }

    @Override
    public HttpServerRequest fetch(long amount) {
        return read ? this : super.fetch(amount);
    }

    @Override
    public HttpServerRequest handler(@Nullable Handler<Buffer> handler) {
        return read ? this : super.handler(handler);
    }

    @Override
    public boolean isEnded() {
        return read || super.isEnded();
    }
}
