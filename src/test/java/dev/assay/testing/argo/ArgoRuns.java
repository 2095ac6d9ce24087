package dev.assay.testing.argo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;

/** The code of Argo's controller for AnalysisRuns, with a clock and providers that a script moves. */
public final class ArgoRuns {
    private ArgoRuns() {}

    /**
     * The outcomes of the steps of each script.
     *
     * @param scripts as {@code src/test/go-argo/cmd/analysis-run/script.go} describes them
     */
    public static List<ArrayNode> play(List<ObjectNode> scripts) throws IOException {
        return ArgoCode.ask("analysis-run", scripts).stream()
                .map(ArrayNode.class::cast)
                .toList();
    }
}
