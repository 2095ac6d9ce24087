package dev.assay.host;

import dev.assay.log.KeptLine;
import dev.assay.log.LogQuery;
import dev.assay.log.LogSource;
import dev.assay.log.PluginLog;
import dev.assay.log.ProcessLabel;
import io.smallrye.mutiny.Multi;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Logs that keep no lines, and tell what was asked of them in the order of the ends of the calls. */
final class RecordedLogs implements LogSource {
    final List<String> calls = new CopyOnWriteArrayList<>();

    /** Runs before lines are given. */
    volatile Runnable beforeLines = () -> {};

    @Override
    public PluginLog open(String plugin, ProcessLabel process) {
        return line -> {};
    }

    @Override
    public Multi<KeptLine> lines(String plugin, LogQuery query) {
        beforeLines.run();
        calls.add("lines of " + plugin);
        return Multi.createFrom().empty();
    }

    @Override
    public void forget(String plugin) {
        calls.add("forget " + plugin);
    }
}
