package dev.assay.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.metric.Caller;
import dev.assay.metric.Metric;
import dev.assay.metric.MetricProvider;
import dev.assay.testing.RealHost;
import dev.assay.testing.go.GoCommands;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.opentest4j.TestAbortedException;

/** How many calls a second one plugin process answers through its host, and how soon. */
final class CallBench {
    static final String PLUGIN = "bench/no-op";

    private CallBench() {}

    static void measure(Table table, Path application, Path folder, int rounds) throws Exception {
        try (RealHost host = host(folder, JavaPlugin.script(folder, Duration.ZERO))) {
            MetricProvider provider = provider(host);
            CallRounds calls = new CallRounds(table, "no-op calls", rounds);
            calls.measure(callers(provider, 1), "1 caller");
            calls.measure(callers(provider, 64), "64 callers");
        }
        Optional<Path> goPlugin = goPlugin();
        if (goPlugin.isEmpty()) {
            return;
        }
        ArgoBench argo = ArgoBench.measure(table, JavaPlugin.script(folder, Duration.ZERO), rounds);
        try (RealHost host = host(folder, goPlugin.get())) {
            MetricProvider provider = provider(host);
            CallRounds calls = new CallRounds(table, "Assay, no-op calls to the same Go plugin", rounds)
                    .host(ProcessHandle.current());
            calls.latencyGoal(argo.bare().latencyMillis(), "<= 0.70").measure(callers(provider, 1), "1 caller");
            calls.rateGoal(argo.bare().rate(), ">= 1.60").measure(callers(provider, 64), "64 callers");
        }
        ServiceBench.measure(table, application, folder, goPlugin.get(), argo.whole(), rounds);
        ArgoBench.boots(table, application, folder, rounds);
    }

    private static Callers callers(MetricProvider provider, int count) {
        return Callers.of(provider, new Metric(metric(PLUGIN)), count);
    }

    /** The metric of every caller, one object for all calls. */
    static ObjectNode metric(String plugin) {
        ObjectNode metric = new ObjectMapper().createObjectNode().put("name", "no-op");
        metric.putObject("provider").putObject("plugin").putObject(plugin);
        return metric;
    }

    /** Empty, with a line that says so, where there is no Go. */
    static Optional<Path> goPlugin() {
        try {
            return Optional.of(GoCommands.executable("noop"));
        } catch (TestAbortedException e) {
            return Optional.empty();
        }
    }

    private static RealHost host(Path folder, Path plugin) {
        return new RealHost(folder.resolve("store"), Map.of(), List.of(RealHost.spec(PLUGIN, plugin)));
    }

    private static MetricProvider provider(RealHost host) throws Exception {
        BootBench.await(host);
        return host.host().provider(PLUGIN, Caller.ASSAY).orElseThrow();
    }
}
