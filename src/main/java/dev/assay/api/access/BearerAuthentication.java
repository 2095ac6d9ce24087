package dev.assay.api.access;

import dev.assay.measure.RequestRefusedException;
import io.quarkus.security.credential.TokenCredential;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The caller by a bearer token (RFC 6750), over HTTP and gRPC alike. A caller who is not let in is anonymous at first. Then
 * {@link AccessPolicy} refuses the request, with the reason that is kept here.
 */
@Singleton
final class BearerAuthentication implements HttpAuthenticationMechanism {
    /** Where the address of the caller stands in a request for an identity. */
    static final String ADDRESS = "assay.address";

    private static final String SCHEME = "Bearer";
    private static final String REFUSAL = BearerAuthentication.class.getName();
    private static final Pattern HEADER = Pattern.compile("Bearer +([^ ]+) *", Pattern.CASE_INSENSITIVE);
    private static final int UNAUTHORIZED = 401;

    private final Access access;
    private final HttpCallers callers;

    BearerAuthentication(Access access, HttpCallers callers) {
        this.access = access;
        this.callers = callers;
    }

    /** Why the caller of this exchange is not let in. */
    static RequestRefusedException refusal(RoutingContext exchange, AccessRefusals refusals) {
        RequestRefusedException refusal = exchange.get(REFUSAL);
        return refusal == null ? refusals.noToken() : refusal;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext exchange, IdentityProviderManager providers) {
        List<String> headers = exchange.request().headers().getAll(HttpHeaders.AUTHORIZATION);
        if (access.isOpen() || headers.isEmpty()) {
            return Uni.createFrom().nullItem();
        }
        Matcher header = HEADER.matcher(headers.get(0));
        if (headers.size() > 1 || !header.matches()) {
            exchange.put(REFUSAL, access.refusals().noBearer());
            return Uni.createFrom().nullItem();
        }
        TokenAuthenticationRequest request =
                new TokenAuthenticationRequest(new TokenCredential(header.group(1), SCHEME));
        request.setAttribute(ADDRESS, callers.caller(exchange, null, null).name());
        return providers
                .authenticate(request)
                .onFailure(RequestRefusedException.class)
                .recoverWithItem(refusal -> {
                    exchange.put(REFUSAL, refusal);
                    return null;
                });
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext exchange) {
        return Uni.createFrom().item(new ChallengeData(UNAUTHORIZED, "WWW-Authenticate", SCHEME));
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of(TokenAuthenticationRequest.class);
    }
}
