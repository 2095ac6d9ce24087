package dev.assay.testing.argo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;

/** The code of Argo's controller for Rollouts that makes an AnalysisRun of the templates of a step. */
public final class ArgoTemplates {
    private ArgoTemplates() {}

    /**
     * For each set the {@code spec} of its run, or the {@code error} that Argo has instead.
     *
     * @param sets as {@code src/test/go-argo/cmd/merge/main.go} describes them
     */
    public static List<ObjectNode> merge(List<ObjectNode> sets) throws IOException {
        return ArgoCode.ask("merge", sets).stream().map(ObjectNode.class::cast).toList();
    }
}
