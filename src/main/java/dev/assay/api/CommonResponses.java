package dev.assay.api;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/** Describes the refusals that every endpoint has in common. Quarkus runs it when the program is built. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class CommonResponses implements OASFilter {
    private static final String PROBLEM = "#/components/responses/" + ApiDescription.PROBLEM;

    private static final Map<String, String> ALL = new TreeMap<>(Map.of(
            "400", PROBLEM,
            "401", PROBLEM,
            "403", PROBLEM,
            "405", PROBLEM,
            "406", PROBLEM,
            "408", PROBLEM,
            "413", PROBLEM,
            "429", PROBLEM,
            "500", PROBLEM,
            "503", "#/components/responses/" + ApiDescription.OVERLOADED));

    /** Is instantiated by Quarkus. */
    public CommonResponses() {}

    @Override
    public void filterOpenAPI(OpenAPI api) {
        for (PathItem path : api.getPaths().getPathItems().values()) {
            path.getOperations().values().forEach(CommonResponses::describe);
        }
    }

    private static void describe(Operation operation) {
        APIResponses responses = operation.getResponses();
        Map<String, APIResponse> sorted = new TreeMap<>(responses.getAPIResponses());
        ALL.forEach((status, response) ->
                sorted.putIfAbsent(status, OASFactory.createAPIResponse().ref(response)));
        responses.setAPIResponses(sorted);
    }
}
