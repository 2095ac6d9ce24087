package dev.assay.api;

import io.vertx.core.http.HttpServerRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Paths in which the slash of a plugin's name is written as {@code %2F}, as clients write it that encode each name. */
final class PluginPath {
    private static final Pattern ENCODED =
            Pattern.compile("(/api/v1/plugins/[^/%]*)%2F([^/]*(?:/.*)?)", Pattern.CASE_INSENSITIVE);

    private PluginPath() {}

    /** The path and query with that slash, or null where the path has none that is encoded. */
    static @Nullable String withSlash(HttpServerRequest request) {
        if (request.path().indexOf('%') < 0) {
            return null;
        }
        Matcher encoded = ENCODED.matcher(request.path());
        if (!encoded.matches()) {
            return null;
        }
        String path = encoded.group(1) + "/" + encoded.group(2);
        return request.query() == null ? path : path + "?" + request.query();
    }
}
