package dev.assay.soak;

import dev.assay.testing.Folders;
import dev.assay.testing.go.GoCommands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Loads the packaged Assay with half of what it can, harms it at random, and fails where a promise is broken. Arguments:
 * {@code quarkus-run.jar}, the minutes under load, a seed, or {@code random}, and the file for the service's log.
 */
final class Soak {
    private static final Duration WARM_UP = Duration.ofSeconds(40);
    private static final Duration MEASURING = Duration.ofSeconds(5);

    /** For the connections that time out, and the threads of pools that end. */
    private static final Duration SETTLING = Duration.ofSeconds(15);

    private static final Duration MOST_QUIET = Duration.ofMinutes(5);

    /** The number of callers of each plugin. */
    private static final int CALLERS = 4;

    /**
     * Calls a second of a plugin that is harmed. Its queue has 2048 places, of which one caller gets three quarters, and a
     * process that hangs is away for up to ten seconds.
     */
    private static final double OF_A_HARMED_ONE = 40;

    private static final Path AUTOGROUPS = Path.of("/proc/sys/kernel/sched_autogroup_enabled");

    private final SoakedService service;
    private final PluginList plugins;
    private final SoakedCluster cluster;
    private final DownloadServer server;
    private final Verdict verdict = new Verdict(System.out);

    private Soak(SoakedService service, PluginList plugins, SoakedCluster cluster, DownloadServer server) {
        this.service = service;
        this.plugins = plugins;
        this.cluster = cluster;
        this.server = server;
    }

    public static void main(String[] args) throws Exception {
        // So that the connections of many calls at once are gone when the service's sockets are counted.
        System.setProperty("jdk.httpclient.keepalive.timeout", "5");
        Path jar = Path.of(args[0]);
        Duration time = Duration.ofSeconds((long) (Double.parseDouble(args[1]) * 60));
        long seed = args[2].equals("random") ? new Random().nextInt(1_000_000) : Long.parseLong(args[2]);
        System.out.println("The same faults once more: -Dsoak.seed=" + seed);
        warnOfAutogroups();
        Path folder = Files.createTempDirectory("soak");
        List<String> breaches;
        try (DownloadServer server = new DownloadServer(Files.readAllBytes(GoCommands.executable("noop")));
                SoakedCluster cluster = new SoakedCluster(folder)) {
            PluginList plugins = new PluginList(folder, cluster, server);
            plugins.write();
            try (SoakedService service = SoakedService.start(jar, folder, Path.of(args[3]), cluster)) {
                breaches = new Soak(service, plugins, cluster, server).run(time, seed);
            }
        } finally {
            Folders.remove(folder);
        }
        breaches.forEach(breach -> System.out.println("BROKEN: " + breach));
        System.exit(breaches.isEmpty() ? 0 : 1);
    }

    /** Each plugin has a session of its own, and so as large a share of the processors as Assay and all callers together. */
    private static void warnOfAutogroups() throws IOException {
        if (Files.exists(AUTOGROUPS) && Files.readString(AUTOGROUPS).strip().equals("1")) {
            System.out.println("The kernel shares the processors by session (" + AUTOGROUPS
                    + " is 1), which it does not in a pod: a plugin that starts delays the others");
        }
    }

    private List<String> run(Duration time, long seed) throws IOException, InterruptedException {
        Callers callers = new Callers(service);
        double unused = callers.capacity(CALLERS, WARM_UP);
        double capacity = callers.capacity(CALLERS, MEASURING);
        Map<SoakPlugin, Double> rates = rates(capacity / 2);
        System.out.printf(Locale.ROOT, "capacity %.0f calls/s; calls/s of load:%n", capacity);
        rates.forEach((plugin, rate) -> System.out.printf(Locale.ROOT, "    %-20s %.0f%n", plugin.name(), rate));

        Duration quietTime = time.dividedBy(5).compareTo(MOST_QUIET) < 0 ? time.dividedBy(5) : MOST_QUIET;
        Calls quiet = new Calls();
        callers.call(rates, quietTime, quiet);
        Thread.sleep(SETTLING.toMillis());
        Resources first = Resources.of(service);
        System.out.println("first " + first);

        Calls harmed = new Calls();
        try (Faults faults = new Faults(service, plugins, cluster, server, seed);
                HostileClients clients = new HostileClients(service.address(), seed)) {
            faults.start();
            clients.start();
            callers.call(rates, time.minus(quietTime), harmed);
            faults.stop();
            clients.stop();
            System.out.println("faults " + faults.counts() + ", processes that ended "
                    + faults.deaths().size() + ", hostile clients " + clients.counts());
            faults.breaches().forEach(verdict::breach);
            Thread.sleep(SETTLING.toMillis());
            Resources last = Resources.of(service);
            System.out.println("last " + last);
            verdict.calls(quiet, List.of());
            verdict.calls(harmed, faults.deaths());
            verdict.latencies(quiet, harmed);
            verdict.resources(first, last);
        }
        if (!service.process().isAlive()) {
            verdict.breach("the service ended");
        }
        return verdict.breaches();
    }

    /** The plugins that are not harmed share what the others leave. */
    private static Map<SoakPlugin, Double> rates(double all) {
        long harmed = SoakPlugin.ALL.stream().filter(SoakPlugin::harmed).count();
        double ofHarmed = Math.min(OF_A_HARMED_ONE, all / SoakPlugin.ALL.size());
        double ofOthers = (all - harmed * ofHarmed) / (SoakPlugin.ALL.size() - harmed);
        Map<SoakPlugin, Double> rates = new HashMap<>();
        SoakPlugin.ALL.forEach(plugin -> rates.put(plugin, plugin.harmed() ? ofHarmed : ofOthers));
        return rates;
    }
}
