package dev.assay.api.admission;

import io.vertx.core.Context;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
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

    /** Makes it known to another exchange for the same request, which runs in this Vert.x context. */
    public void attachTo(Context context) {
        context.putLocal(KEY, this);
    }

    /** The body that was attached; empty where there is none. */
    public static Optional<UploadedBody> attachedTo(Context context) {
        return Optional.ofNullable(context.getLocal(KEY));
    }

    /** Makes it the body of this exchange. */
    public void putInto(RoutingContext exchange) {
        exchange.put(KEY, this);
    }
}
