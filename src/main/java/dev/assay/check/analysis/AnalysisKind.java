package dev.assay.check.analysis;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of Argo Rollouts that hold an analysis, or name one. */
enum AnalysisKind {
    TEMPLATE("AnalysisTemplate"),
    CLUSTER_TEMPLATE("ClusterAnalysisTemplate"),
    RUN("AnalysisRun"),
    ROLLOUT("Rollout"),
    EXPERIMENT("Experiment");

    private final String text;

    AnalysisKind(String text) {
        this.text = text;
    }

    static Optional<AnalysisKind> of(String text) {
        return Arrays.stream(values()).filter(kind -> kind.text.equals(text)).findFirst();
    }

    String shown() {
        return text;
    }

    boolean isTemplate() {
        return this == TEMPLATE || this == CLUSTER_TEMPLATE;
    }

    /** Whether its spec holds metrics. */
    boolean hasMetrics() {
        return isTemplate() || this == RUN;
    }
}
