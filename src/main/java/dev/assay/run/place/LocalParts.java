package dev.assay.run.place;

import dev.assay.measure.Planner;
import dev.assay.measure.run.AnalysisRuns;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Set;

/** The parts of Assay that take a run to its end within this process. */
public interface LocalParts extends AutoCloseable {
    Planner planner();

    /** The names of the plugins that are configured. */
    List<String> plugins();

    /**
     * Starts plugins. Completes when they are Ready. Fails with {@link PluginStartException} when the first one does not
     * start: who waits for a verdict has no use for further attempts.
     *
     * @param names those that the run needs
     */
    Uni<Void> start(Set<String> names);

    /** The runs on these plugins. To be called after {@link #start}. */
    AnalysisRuns runs();

    /** Ends the plugins, and removes what was made for them. Blocks for some seconds at most. */
    @Override
    void close();
}
