package dev.assay.metric;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Makes a run of what was posted. */
final class RunReader {
    private RunReader() {}

    static AnalysisRun read(ObjectNode manifest, List<Argument> given) {
        if (given.isEmpty()) {
            return new AnalysisRun(manifest);
        }
        throw new UnsupportedOperationException();
    }
}
