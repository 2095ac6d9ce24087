package dev.assay.analysis.run;

import java.util.Set;

/**
 * The calls of a run that its status does not show. Argo has none, since it waits for all calls.
 *
 * @param inFlight names of the metrics with a call that is not answered
 * @param terminated names of the metrics whose measurement in progress was terminated, but is still in progress
 */
public record OpenCalls(Set<String> inFlight, Set<String> terminated) {
    public OpenCalls {
        inFlight = Set.copyOf(inFlight);
        terminated = Set.copyOf(terminated);
    }
}
