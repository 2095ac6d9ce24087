package dev.assay.api.admission;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.core.http.impl.HttpServerRequestWrapper;
import org.jspecify.annotations.Nullable;

/** A request whose body has been read. Vert.x' own, over HTTP/2, refuses to be paused then, which Quarkus does to each. */
public final class ReadRequest extends HttpServerRequestWrapper {
    public ReadRequest(HttpServerRequest request) {
        super((HttpServerRequestInternal) request);
    }

    @Override
    public HttpServerRequest pause() {
        return this;
    }

    @Override
    public HttpServerRequest resume() {
        return this;
    }

    @Override
    public HttpServerRequest fetch(long amount) {
        return this;
    }

    @Override
    public HttpServerRequest handler(@Nullable Handler<Buffer> handler) {
        return this;
    }

    @Override
    public boolean isEnded() {
        return true;
    }
}
