package dev.assay.api.console;

import dev.assay.api.access.ConsolePath;
import dev.assay.settings.AssaySettings;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * The headers of the console's files, which Quarkus serves from {@code META-INF/resources}. Where the console is switched off,
 * its paths are unknown.
 */
@Singleton
final class ConsoleFiles {
    /** After the gate has let the request in, and before Quarkus looks for the file. */
    private static final int AT_THE_FILES = 10;

    private static final int NOT_FOUND = 404;

    /** Scripts and styles of this origin alone, and none that is written into the page or made of text. */
    static final String POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none';"
            + " frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    private final boolean enabled;

    ConsoleFiles(AssaySettings settings) {
        this.enabled = settings.console().enabled();
    }

    void register(@Observes Filters filters) {
        filters.register(this::handle, AT_THE_FILES);
    }

    private void handle(RoutingContext exchange) {
        if (!ConsolePath.matches(exchange.normalizedPath())) {
            exchange.next();
        } else if (enabled) {
            protect(exchange.response().headers());
            exchange.next();
        } else {
            exchange.fail(NOT_FOUND);
        }
    }

    /**
     * No file is kept, since scripts of two versions of Assay must not meet. What Quarkus tells as the time of a file is that
     * of its first reader at this replica, which says nothing of the version.
     */
    private static void protect(MultiMap headers) {
        headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
        headers.set("Content-Security-Policy", POLICY);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("X-Frame-Options", "DENY");
    }
}
