package dev.assay.api.access;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A right, as RBAC grants it on a path that is no resource of Kubernetes.
 *
 * @param path in the form that Assay itself writes, without the slash at the end
 * @param verb the method in lower case, with {@code get} for HEAD; {@code restart} for the restart of a plugin,
 *     {@code fetch} for executables
 */
public record Right(String path, String verb) {
    /** Its own verb, since RBAC has no pattern for the paths of all plugins that leaves this one out. */
    private static final String RESTART = "restart";

    /** Its own verb too: every user of a cluster may {@code get} what is under {@code /api} (ClusterRole system:discovery). */
    private static final String FETCH = "fetch";

    private static final String PLUGINS = "/api/v1/plugins";
    private static final String EXECUTABLES = "/api/v1/executables";

    /** Nothing that a URL could write in two ways. */
    private static final Pattern CANONICAL = Pattern.compile("(/[A-Za-z0-9._~\\-]+)+");

    private static final Pattern DOTS = Pattern.compile(".*/\\.\\.?(/.*)?");
    private static final Pattern PLUGIN_RESTART = Pattern.compile(PLUGINS + "/[^/]+/[^/]+/restart");

    /** Far more than the longest name of a plugin needs. */
    private static final int LONGEST = 512;

    /** The right to run a whole analysis; each of its plugins needs {@link #toCall} besides. */
    public static Right toMeasure() {
        return new Right("/api/v1/measurements", "post");
    }

    /** The right to list all plugins. */
    public static Right toList() {
        return new Right(PLUGINS, "get");
    }

    /** The right to see one plugin. */
    public static Right toSee(String plugin) {
        return new Right(PLUGINS + "/" + plugin, "get");
    }

    /**
     * The right to one verb of a plugin.
     *
     * @param verb as the API writes it, for instance {@code garbage-collect}
     */
    public static Right toCall(String plugin, String verb) {
        return new Right(PLUGINS + "/" + plugin + "/" + verb, "post");
    }

    /**
     * The right to a request over HTTP.
     *
     * @param path normalised: without dot segments, and without escapes of characters that need none
     */
    static Right toRequest(String method, String path) {
        String plain = path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        String verb = method.equals("HEAD") ? "get" : method.toLowerCase(Locale.ROOT);
        if (verb.equals("post") && PLUGIN_RESTART.matcher(plain).matches()) {
            return new Right(plain, RESTART);
        }
        boolean fetch = verb.equals("get") && (plain.equals(EXECUTABLES) || plain.startsWith(EXECUTABLES + "/"));
        return new Right(plain, fetch ? FETCH : verb);
    }

    /** Whether the path has one form only, so that what is checked is what is done. */
    boolean isCanonical() {
        return path.length() <= LONGEST
                && CANONICAL.matcher(path).matches()
                && !DOTS.matcher(path).matches();
    }
}
