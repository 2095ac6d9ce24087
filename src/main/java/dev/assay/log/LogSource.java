package dev.assay.log;

import io.smallrye.mutiny.Multi;

/** Where the lines of plugins go, and where the latest are kept. Thread-safe. */
@FunctionalInterface
public interface LogSource {
    /**
     * The log of one stream of a plugin.
     *
     * @param plugin its name
     * @param process from which the stream comes
     */
    PluginLog open(String plugin, ProcessLabel process);

    /**
     * The lines of a plugin that are kept, as the query asks for them. None where nothing is kept of it. Items come on
     * threads that must not block.
     */
    default Multi<KeptLine> lines(String plugin, LogQuery query) {
        return Multi.createFrom().empty();
    }

    /** Drops the lines of a plugin that is not configured any more, and ends those who follow them. */
    default void forget(String plugin) {}

    /** Ends all who follow lines, since Assay is about to stop. */
    default void endFollowing() {}
}
