package dev.assay.wire.netrpc.server;

import dev.assay.wire.gob.GobValue;
import dev.assay.wire.netrpc.GobBody;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The methods that can be called on one stream, by their names on the wire, for instance {@code Control.Ping}. */
interface RpcServices {
    Map<String, RpcMethod> methods();

    /** A method of net/rpc. Called on the server's thread. */
    @FunctionalInterface
    interface RpcMethod {
        /**
         * The answer. It may come on any thread; the text of a failure is sent to the host.
         *
         * @throws dev.assay.wire.netrpc.UnexpectedValue when the argument has another type
         */
        Uni<GobBody> call(GobValue argument);
    }

    /** Null where there is none; then {@link #unknown} tells why. */
    default @Nullable RpcMethod method(String name) {
        return methods().get(name);
    }

    /** The error with which net/rpc answers ({@code server.go}, {@code readRequestHeader}). */
    default String unknown(String name) {
        int dot = name.lastIndexOf('.');
        if (dot < 0) {
            return "rpc: service/method request ill-formed: " + name;
        }
        String service = name.substring(0, dot + 1);
        boolean known = methods().keySet().stream().anyMatch(method -> method.startsWith(service));
        return "rpc: can't find " + (known ? "method " : "service ") + name;
    }
}
