package dev.assay.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The name of a template in an object that uses it ({@code AnalysisTemplateRef} in {@code analysis_types.go}).
 *
 * @param path where it is written, for instance {@code spec.templates[0]}
 * @param isOfCluster whether a ClusterAnalysisTemplate is named
 */
public record TemplateReference(String path, String name, boolean isOfCluster) {
    /** The references of a list such as {@code spec.templates}. */
    public static List<TemplateReference> all(JsonNode list, String path) {
        List<TemplateReference> references = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            references.add(of(list.path(i), path + "[" + i + "]"));
        }
        return references;
    }

    /** The reference in the fields {@code templateName} and {@code clusterScope} of an object. */
    public static TemplateReference of(JsonNode json, String path) {
        return new TemplateReference(
                path,
                json.path("templateName").asText(""),
                json.path("clusterScope").asBoolean(false));
    }

    /** {@code AnalysisTemplate} or {@code ClusterAnalysisTemplate}. */
    public String kind() {
        return isOfCluster ? AnalysisObject.CLUSTER_TEMPLATE : AnalysisObject.TEMPLATE;
    }
}
