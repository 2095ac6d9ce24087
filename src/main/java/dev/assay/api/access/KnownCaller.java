package dev.assay.api.access;

import dev.assay.cluster.ClusterUser;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.security.Principal;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A caller whose token the API server has accepted.
 *
 * @param token the digest of the token, by which what the caller may do is kept
 * @param expiry of the token, as it says itself; empty where it has none that can be read
 */
public record KnownCaller(ClusterUser user, String token, Optional<Instant> expiry) implements Principal {
    private static final String KEY = KnownCaller.class.getName();

    @Override
    public String getName() {
        return user.name();
    }

    /** Makes it known to what runs in this Vert.x context, which is that of one request. */
    void attachTo(Context context) {
        context.putLocal(KEY, this);
    }

    /** The caller of the request in whose context this runs; empty where callers are not known. */
    public static Optional<KnownCaller> current() {
        @Nullable Context context = Vertx.currentContext();
        return context == null ? Optional.empty() : Optional.ofNullable(context.getLocal(KEY));
    }
}
