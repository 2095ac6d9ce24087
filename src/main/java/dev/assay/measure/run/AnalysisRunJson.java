package dev.assay.measure.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.analysis.run.AnalysisRunStatusJson;
import dev.assay.text.GoTime;
import dev.assay.text.JsonFields;

/** A run as Kubernetes' API writes an {@code AnalysisRun} of {@code argoproj.io/v1alpha1}. Times are written to the second. */
public final class AnalysisRunJson {
    public static final String API_VERSION = "argoproj.io/v1alpha1";
    public static final String KIND = "AnalysisRun";

    private AnalysisRunJson() {}

    /** A run, or a brief view of it. A new node; its spec is shared, and to be read only. */
    public static ObjectNode write(RunView run) {
        ObjectNode json = head(run);
        ObjectNode spec = json.putObject("spec");
        run.spec().properties().forEach(member -> spec.set(member.getKey(), member.getValue()));
        if (run.terminate()) {
            spec.put("terminate", true);
        }
        json.set("status", AnalysisRunStatusJson.write(run.status()));
        return json;
    }

    private static ObjectNode head(RunView run) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("apiVersion", API_VERSION).put("kind", KIND);
        ObjectNode metadata = json.putObject("metadata");
        metadata.put("name", run.name());
        JsonFields.put(metadata, "namespace", run.namespace());
        JsonFields.put(metadata, "labels", run.labels());
        JsonFields.put(metadata, "annotations", run.annotations());
        metadata.put("creationTimestamp", GoTime.write(run.createdAt()));
        return json;
    }
}
