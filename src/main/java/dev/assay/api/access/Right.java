package dev.assay.api.access;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A right, as RBAC grants it on a path that is no resource of Kubernetes.
 *
 * @param path in the form that Assay itself writes, without the slash at the end
 * @param verb {@code view} for what reads, also for the check of manifests. {@code fetch} is for executables, and
 *     {@code restart} for the restart of a plugin. Other requests have their method in lower case
 */
public record Right(String path, String verb) {
    /** Its own verb, since RBAC has no pattern for the paths of all plugins that leaves this one out. */
    private static final String RESTART = "restart";

    /**
     * The verb of what only reads. It is not {@code get}: every user of a cluster may {@code get} what is under {@code /api}
     * (ClusterRole system:discovery).
     */
    private static final String VIEW = "view";

    private static final String FETCH = "fetch";

    private static final String PLUGINS = "/api/v1/plugins";
    private static final String RUNS = "/api/v1/analysisruns";
    private static final String CHECK = "/api/v1/check";
    private static final String EXECUTABLES = "/api/v1/executables";

    /** A path without characters that a URL could write in two ways. */
    private static final Pattern CANONICAL = Pattern.compile("(/[A-Za-z0-9._~\\-]+)+");

    private static final Pattern DOTS = Pattern.compile(".*/\\.\\.?(/.*)?");
    private static final Pattern PLUGIN_RESTART = Pattern.compile(PLUGINS + "/[^/]+/[^/]+/restart");

    /** Far more than the longest name of a plugin needs. */
    private static final int LONGEST = 512;

    /** The right to run a whole analysis; each of its plugins needs {@link #toCall} besides. */
    public static Right toMeasure() {
        return new Right("/api/v1/measurements", "post");
    }

    /** The right to create an AnalysisRun; each of its plugins needs {@link #toCall} besides. */
    public static Right toCreateRun() {
        return new Right(RUNS, "post");
    }

    /** The right to end an AnalysisRun. */
    public static Right toTerminateRun(String name) {
        return new Right(RUNS + "/" + name + "/terminate", "post");
    }

    /** The right to remove an AnalysisRun. */
    public static Right toDeleteRun(String name) {
        return new Right(RUNS + "/" + name, "delete");
    }

    /** The right to list all AnalysisRuns. */
    public static Right toSeeRuns() {
        return new Right(RUNS, VIEW);
    }

    /** The right to see one AnalysisRun. */
    public static Right toSeeRun(String name) {
        return new Right(RUNS + "/" + name, VIEW);
    }

    /** The right to list all plugins. */
    public static Right toList() {
        return new Right(PLUGINS, VIEW);
    }

    /** The right to see one plugin. */
    public static Right toSee(String plugin) {
        return new Right(PLUGINS + "/" + plugin, VIEW);
    }

    /** The right to see what a plugin has logged. */
    public static Right toSeeLogs(String plugin) {
        return toSee(plugin + "/logs");
    }

    /** The right to see what has become of a plugin. */
    public static Right toSeeHistory(String plugin) {
        return toSee(plugin + "/history");
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
        return new Right(plain, verb(method.toLowerCase(Locale.ROOT), plain));
    }

    private static String verb(String method, String path) {
        return switch (method) {
            case "get", "head" -> path.equals(EXECUTABLES) || path.startsWith(EXECUTABLES + "/") ? FETCH : VIEW;
            case "post" -> PLUGIN_RESTART.matcher(path).matches() ? RESTART : path.equals(CHECK) ? VIEW : method;
            default -> method;
        };
    }

    /** Whether it lets its caller read only. */
    boolean isToRead() {
        return verb.equals(VIEW) || verb.equals(FETCH);
    }

    /** Whether the path has one form only, so that what is checked is what is done. */
    boolean isCanonical() {
        return path.length() <= LONGEST
                && CANONICAL.matcher(path).matches()
                && !DOTS.matcher(path).matches();
    }
}
