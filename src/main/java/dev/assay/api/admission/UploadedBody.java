package dev.assay.api.admission;

import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** The body of a request, read whole, and the memory that the request has. */
public final class UploadedBody {
    private static final String KEY = UploadedBody.class.getName();

    private final byte[] bytes;
    private final WorkMemory memory;

    /** @param bytes is not copied; empty where there is no body */
    public UploadedBody(byte[] bytes, WorkMemory memory) {
        this.bytes = bytes;
        this.memory = memory;
    }

    /** The body itself; must not be changed. */
    public byte[] bytes() {
        return bytes;
    }

    public WorkMemory memory() {
        return memory;
    }

    /** The body of this exchange. */
    public static UploadedBody of(RoutingContext exchange) {
        @Nullable UploadedBody body = exchange.get(KEY);
        if (body == null) {
            throw new IllegalStateException("the exchange " + exchange.request().path() + " has not been admitted");
        }
        return body;
    }

    /** Makes it the body of this exchange. */
    public void putInto(RoutingContext exchange) {
        exchange.put(KEY, this);
    }
}
