package dev.assay.api;

import dev.assay.measure.RequestRefusedException;
import dev.assay.measure.RequestRefusedException.Kind;
import dev.assay.text.ForeignText;
import dev.assay.text.SpellingSuggestion;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.SimpleResourceInfo;

/** Refuses parameters of the query that an endpoint does not have: a misspelt one would be dropped in silence. */
final class QueryCheck {
    private static final String VALIDATION = "fieldValidation";
    private static final String FAIL_FAST = "failFast";
    private static final Set<String> OF_MEASUREMENTS = Set.of("arg", "wait", FAIL_FAST, VALIDATION);

    private static final String WATCH = "watch";
    private static final Set<String> OF_WATCHED = Set.of(WATCH);

    private static final Set<String> OF_LOGS = Set.of("tail", "since", "level", "follow");

    /** By the method of the endpoint, which is also in the OpenAPI description; others have no parameters. */
    private static final Map<String, Set<String>> KNOWN = Map.ofEntries(
            Map.entry("LogsResource.text", OF_LOGS),
            Map.entry("LogsResource.jsonLines", OF_LOGS),
            Map.entry("LogsResource.events", OF_LOGS),
            Map.entry("MeasurementsResource.measure", OF_MEASUREMENTS),
            Map.entry("MeasurementsResource.stream", OF_MEASUREMENTS),
            Map.entry("PluginsResource.all", OF_WATCHED),
            Map.entry("PluginWatchResource.watch", OF_WATCHED),
            Map.entry("PluginsResource.call", Set.of(FAIL_FAST, VALIDATION)),
            Map.entry("ExecutablesResource.find", Set.of("sha256", "location")),
            Map.entry("AnalysisRunsResource.create", Set.of("arg", FAIL_FAST, VALIDATION)),
            Map.entry("AnalysisRunsResource.list", Set.of("phase", "limit", "continue", WATCH)),
            Map.entry("AnalysisRunsResource.one", OF_WATCHED),
            Map.entry("AnalysisRunWatchResource.watchAll", OF_WATCHED),
            Map.entry("AnalysisRunWatchResource.watch", OF_WATCHED));

    /** @throws RequestRefusedException with all parameters that are not known */
    @ServerRequestFilter
    void check(ContainerRequestContext request, SimpleResourceInfo endpoint) {
        Set<String> given = request.getUriInfo().getQueryParameters().keySet();
        Set<String> known = KNOWN.getOrDefault(
                endpoint.getResourceClass().getSimpleName() + "." + endpoint.getMethodName(), Set.of());
        if (known.containsAll(given)) {
            return;
        }
        List<String> faults = given.stream()
                .filter(name -> !known.contains(name))
                .map(name -> "unknown parameter " + ForeignText.quoted(name)
                        + SpellingSuggestion.to(name, known)
                                .map(meant -> ", probably " + meant)
                                .orElse(""))
                .toList();
        throw new RequestRefusedException(
                Kind.INVALID_PARAMETER,
                "tried to read the query, but it has " + String.join("; ", faults) + "; "
                        + (known.isEmpty()
                                ? "leave it out, for this endpoint takes none"
                                : "there are "
                                        + String.join(
                                                ", ", known.stream().sorted().toList())),
                faults);
    }
}
