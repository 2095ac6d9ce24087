package dev.assay.api.access;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** The identities that the API server knows by their tokens. */
@Singleton
final class TokenIdentities implements IdentityProvider<TokenAuthenticationRequest> {
    private final Access access;

    TokenIdentities(Access access) {
        this.access = access;
    }

    @Override
    public Class<TokenAuthenticationRequest> getRequestType() {
        return TokenAuthenticationRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(TokenAuthenticationRequest request, AuthenticationRequestContext unused) {
        String address = request.getAttribute(BearerAuthentication.ADDRESS);
        return access.caller(request.getToken().getToken(), address)
                .map(caller ->
                        QuarkusSecurityIdentity.builder().setPrincipal(caller).build());
    }
}
