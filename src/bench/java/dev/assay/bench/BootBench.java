package dev.assay.bench;

import dev.assay.config.PluginSpec;
import dev.assay.testing.FakePlugin;
import dev.assay.testing.PackagedApplication;
import dev.assay.testing.RealHost;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How long the boot of many plugins takes, against that of one. */
final class BootBench {
    private static final int PLUGINS = 20;
    private static final Duration INITIALIZATION = Duration.ofMillis(500);
    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final String GOAL = "<= 1.20";
    /** The second group has the milliseconds. */
    static final Pattern READY = Pattern.compile("(\\d+) of \\1 plugins Ready after (\\d+) ms");

    private final Path application;
    private final Path folder;
    private final int rounds;

    private BootBench(Path application, Path folder, int rounds) {
        this.application = application;
        this.folder = folder;
        this.rounds = rounds;
    }

    static void measure(Table table, Path application, Path folder, int rounds) throws Exception {
        BootBench bench = new BootBench(application, folder, rounds);
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        try (LightPlugins light =
                new LightPlugins(PLUGINS, folder, () -> new FakePlugin().onInitialize(() -> Uni.createFrom()
                        .voidItem()
                        .onItem()
                        .delayIt()
                        .onExecutor(timer)
                        .by(INITIALIZATION)))) {
            bench.compare(table, "light plugin", light.files(), GOAL);
            bench.compareCold(table, light.files());
        } finally {
            timer.shutdownNow();
        }
        Path java = JavaPlugin.script(folder, INITIALIZATION);
        bench.fewer().compare(table, "Java plugin", Collections.nCopies(PLUGINS, java), "");
        bench.fewer().bootBuiltins(table);
    }

    /** In the packaged application, with the class-data archive that the build has made. */
    private void bootBuiltins(Table table) throws IOException, InterruptedException {
        Map<String, String> plugins = IntStream.range(0, PLUGINS)
                .boxed()
                .collect(Collectors.toMap(i -> "test/" + i, i -> "builtin://sample-scrape"));
        table.figure(
                "boot of " + PLUGINS + " built-in plugins, application just started (goal: 5000 ms)",
                "%.0f ms",
                coldBoots(plugins));
    }

    /** For what takes many seconds and is the machine's work rather than the host's. */
    private BootBench fewer() {
        return new BootBench(application, folder, Math.max(1, rounds / 3));
    }

    private void compare(Table table, String kind, List<Path> files, String goal) throws Exception {
        Distribution one = boots(files.subList(0, 1));
        Distribution all = boots(files);
        table.figure("boot of 1 " + kind, "%.0f ms", one);
        table.ratio("boot of " + PLUGINS + " " + kind + "s", "%.0f ms", all, one.median(), goal);
    }

    /** In the packaged application, whose JVM boots plugins only once. */
    private void compareCold(Table table, List<Path> files) throws Exception {
        Distribution one = coldBoots(locations(files.subList(0, 1)));
        Distribution all = coldBoots(locations(files));
        table.figure("boot of 1 light plugin, application just started", "%.0f ms", one);
        table.ratio(
                "boot of " + PLUGINS + " light plugins, application just started", "%.0f ms", all, one.median(), GOAL);
    }

    /** Half as many more come first, and do not count. */
    private Distribution boots(List<Path> files) throws Exception {
        List<PluginSpec> plugins = IntStream.range(0, files.size())
                .mapToObj(i -> RealHost.spec("test/" + i, files.get(i)))
                .toList();
        List<Double> milliseconds = new ArrayList<>();
        for (int i = -(rounds + 1) / 2; i < rounds; i++) {
            double taken = boot(plugins);
            if (i >= 0) {
                milliseconds.add(taken);
            }
        }
        return Distribution.of(milliseconds);
    }

    /** Boots it. An interrupt leaves the thread able to wait, as closing a host must. */
    static void await(RealHost host) throws InterruptedException, ExecutionException, TimeoutException {
        host.host().boot().subscribeAsCompletionStage().get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    }

    private double boot(List<PluginSpec> plugins) throws Exception {
        try (RealHost host = new RealHost(folder.resolve("store"), Map.of("assay.stop.grace", "100ms"), plugins)) {
            long begin = System.nanoTime();
            await(host);
            return (System.nanoTime() - begin) / 1e6;
        }
    }

    private static Map<String, String> locations(List<Path> files) {
        return IntStream.range(0, files.size())
                .boxed()
                .collect(Collectors.toMap(i -> "test/" + i, i -> "file://" + files.get(i)));
    }

    /** @param plugins their locations by their names */
    private Distribution coldBoots(Map<String, String> plugins) throws IOException, InterruptedException {
        List<Double> milliseconds = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            try (PackagedApplication started = PackagedApplication.start(application, folder, plugins, List.of())) {
                milliseconds.add(Double.valueOf(started.await(READY).group(2)));
            }
        }
        return Distribution.of(milliseconds);
    }
}
