package dev.assay.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.manifest.PlacedObject;
import dev.assay.text.ForeignText;
import java.util.List;

/** One object of an input: an analysis, or anything else. Equal only to itself. */
final class AnalysisObject implements TemplateIndex.Template {
    static final String API_VERSION = "argoproj.io/v1alpha1";
    static final String RUN = "AnalysisRun";
    static final String TEMPLATE = "AnalysisTemplate";
    static final String CLUSTER_TEMPLATE = "ClusterAnalysisTemplate";

    private static final List<String> KINDS = List.of(RUN, TEMPLATE, CLUSTER_TEMPLATE);
    private static final int LONGEST_NAME = 100;

    private final PlacedObject object;
    private final List<TemplateReference> references;

    AnalysisObject(PlacedObject object) {
        this.object = object;
        this.references = TemplateReference.all(json().path("spec").path("templates"), "spec.templates");
    }

    ObjectNode json() {
        return object.json();
    }

    JsonNode spec() {
        return json().path("spec");
    }

    /** Empty for a bare {@code {"spec":{}}}. */
    String kind() {
        return json().path("kind").asText("");
    }

    /** Whether it is of a kind that holds metrics, or is nothing but a spec. */
    boolean isAnalysis() {
        String version = json().path("apiVersion").asText("");
        boolean known = KINDS.contains(kind()) || (kind().isEmpty() && json().has("spec"));
        return known && (version.isEmpty() || version.equals(API_VERSION));
    }

    boolean isRun() {
        return kind().equals(RUN);
    }

    @Override
    public boolean isOfCluster() {
        return kind().equals(CLUSTER_TEMPLATE);
    }

    @Override
    public String name() {
        return json().path("metadata").path("name").asText("");
    }

    @Override
    public String namespace() {
        return json().path("metadata").path("namespace").asText("");
    }

    @Override
    public Object source() {
        return object.source();
    }

    @Override
    public List<TemplateReference> references() {
        return references;
    }

    /** For instance {@code AnalysisTemplate success-rate (line 20)}. */
    String shown() {
        String kind = kind().isEmpty() ? "object without a kind" : ForeignText.oneLine(kind(), LONGEST_NAME);
        String name = name().isEmpty() ? "" : " " + ForeignText.oneLine(name(), LONGEST_NAME);
        String place = object.place().isEmpty() ? "" : " (" + object.place() + ")";
        return kind + name + place;
    }
}
