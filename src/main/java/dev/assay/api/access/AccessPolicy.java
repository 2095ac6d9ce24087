package dev.assay.api.access;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityPolicy;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Checks each request, before its body is read, for the right to its method and path. A gRPC call needs a known caller
 * here; its right depends on the message, and is checked by the service. Not asked where callers are not known.
 */
@Singleton
final class AccessPolicy implements HttpSecurityPolicy {
    /** The description of the interface is the same in every installation. */
    private static final Set<String> DESCRIPTION =
            Set.of("/q/openapi", "/q/openapi.json", "/q/openapi.yaml", "/q/openapi.yml");

    /** The description of the gRPC interface, and the health check, for which probes and proxies have no token. */
    private static final List<String> OPEN_SERVICES = List.of(
            "/grpc.reflection.v1.ServerReflection/",
            "/grpc.reflection.v1alpha.ServerReflection/",
            "/grpc.health.v1.Health/");

    private static final List<String> OWN_SERVICES =
            List.of("/assay.v1.MetricService/", "/assay.v1.AnalysisRunService/");

    private final Access access;

    AccessPolicy(Access access) {
        this.access = access;
    }

    @Override
    public Uni<CheckResult> checkPermission(
            RoutingContext exchange, Uni<SecurityIdentity> identity, AuthorizationRequestContext unused) {
        if (isForEveryone(exchange)) {
            return CheckResult.permit();
        }
        return identity.chain(known -> {
            if (!(known.getPrincipal() instanceof KnownCaller caller)) {
                return Uni.createFrom().failure(BearerAuthentication.refusal(exchange, access.refusals()));
            }
            caller.attachTo(Objects.requireNonNull(Vertx.currentContext()));
            return OWN_SERVICES.stream().anyMatch(exchange.normalizedPath()::startsWith)
                    ? CheckResult.permit()
                    : access.require(caller, right(exchange)).replaceWith(CheckResult.PERMIT);
        });
    }

    private static boolean isToRead(RoutingContext exchange) {
        HttpMethod method = exchange.request().method();
        return method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
    }

    private static Right right(RoutingContext exchange) {
        return Right.toRequest(exchange.request().method().name(), exchange.normalizedPath());
    }

    /** OPTIONS is answered with the methods that a path has, and reads nothing. */
    private static boolean isForEveryone(RoutingContext exchange) {
        String path = exchange.normalizedPath();
        return DESCRIPTION.contains(path)
                || exchange.request().method().equals(HttpMethod.OPTIONS)
                || (isToRead(exchange) && ConsolePath.matches(path))
                || OPEN_SERVICES.stream().anyMatch(path::startsWith);
    }
}
