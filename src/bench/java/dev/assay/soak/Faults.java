package dev.assay.soak;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Harms plugins, the configuration, the API server and the download server at random, one fault after the other. A plugin is
 * harmed again once it is Ready again. At the end all is mended. One thread runs it.
 */
final class Faults implements AutoCloseable {
    /** The mean pause between two faults. */
    private static final Duration PAUSE = Duration.ofSeconds(2);

    /** The limit for a plugin to be Ready again. */
    private static final Duration MENDED = Duration.ofSeconds(60);

    private static final Duration LOOK = Duration.ofMillis(2);

    /** The pause of a suspended process: shorter than a health check's time-out, so it is not replaced. */
    private static final Duration NAP = Duration.ofSeconds(1);

    /** How long the API server is away beyond the restart of a plugin. */
    private static final Duration AWAY = Duration.ofSeconds(10);

    /** The kinds of faults, each with its weight. */
    enum Fault {
        KILL(8),
        NAP(4),
        HANG(2),
        UPDATE(4),
        BAD_LIST(2),
        BAD_UPDATE(2),
        DOWNLOADS_OFF_OR_ON(2),
        API_SERVER_KILLED(1),
        API_SERVER_HANGS(1);

        private final int weight;

        Fault(int weight) {
            this.weight = weight;
        }
    }

    private final SoakedService service;
    private final PluginList plugins;
    private final SoakedCluster cluster;
    private final DownloadServer server;
    private final Random random;
    private final List<SoakPlugin> harmed =
            SoakPlugin.ALL.stream().filter(SoakPlugin::harmed).toList();
    private final Map<Fault, Integer> counts = new EnumMap<>(Fault.class);
    private final Queue<Death> deaths = new ConcurrentLinkedQueue<>();
    private final Queue<String> breaches = new ConcurrentLinkedQueue<>();
    private final Thread thread = new Thread(this::run, "faults");
    private volatile boolean over;

    Faults(SoakedService service, PluginList plugins, SoakedCluster cluster, DownloadServer server, long seed) {
        this.service = service;
        this.plugins = plugins;
        this.cluster = cluster;
        this.server = server;
        this.random = new Random(seed);
    }

    void start() {
        thread.start();
    }

    /** Waits for the fault that is under way, and mends all. */
    void stop() throws InterruptedException {
        over = true;
        thread.join();
    }

    List<Death> deaths() {
        return List.copyOf(deaths);
    }

    Map<Fault, Integer> counts() {
        return counts;
    }

    /** Sentences on what the service did not mend. */
    List<String> breaches() {
        return List.copyOf(breaches);
    }

    @Override
    public void close() {
        over = true;
        thread.interrupt();
    }

    private void run() {
        try {
            while (!over) {
                Thread.sleep((long) (PAUSE.toMillis() * -Math.log(1 - random.nextDouble())));
                SoakPlugin plugin = harmed.get(random.nextInt(harmed.size()));
                harm(plugin, next());
                awaitMended(plugin);
            }
            server.on();
            plugins.write();
            await("the newest list").atMost(MENDED).until(service::hasTheNewestList);
            for (SoakPlugin plugin : harmed) {
                awaitMended(plugin);
            }
        } catch (IOException | RuntimeException e) {
            breaches.add("tried to harm the service, but " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Fault next() {
        int left = random.nextInt(
                Stream.of(Fault.values()).mapToInt(fault -> fault.weight).sum());
        for (Fault fault : Fault.values()) {
            left -= fault.weight;
            if (left < 0) {
                return fault;
            }
        }
        throw new IllegalStateException("the weights have another sum");
    }

    private void harm(SoakPlugin plugin, Fault fault) throws IOException, InterruptedException {
        counts.merge(fault, 1, Integer::sum);
        switch (fault) {
            case KILL -> end(plugin, "KILL");
            case HANG -> end(plugin, "STOP");
            case NAP -> {
                long pid = pid(plugin);
                signal("STOP", pid);
                Thread.sleep(random.nextInt((int) NAP.toMillis()));
                signal("CONT", pid);
            }
            case UPDATE -> plugins.update(plugin);
            case BAD_LIST -> {
                if (random.nextBoolean()) {
                    plugins.writeNonsense();
                } else {
                    plugins.writeWithBadEntry();
                }
                // In the meantime a restart must find the last good list.
                end(plugin, "KILL");
                awaitMended(plugin);
                plugins.write();
            }
            case BAD_UPDATE -> {
                plugins.writeWithoutFileOf(plugin);
                Thread.sleep(1000 + random.nextInt(1000));
                plugins.write();
            }
            case DOWNLOADS_OFF_OR_ON -> {
                if (server.isOn()) {
                    server.off();
                } else {
                    server.on();
                }
            }
            case API_SERVER_KILLED -> {
                cluster.kill();
                restartMeanwhile(plugin);
                cluster.restart();
            }
            case API_SERVER_HANGS -> {
                signal("STOP", cluster.pid());
                restartMeanwhile(plugin);
                signal("CONT", cluster.pid());
            }
        }
    }

    /** A plugin must come back while the API server is away. */
    private void restartMeanwhile(SoakPlugin plugin) throws IOException, InterruptedException {
        end(plugin, "KILL");
        awaitMended(plugin);
        Thread.sleep(random.nextInt((int) AWAY.toMillis()));
    }

    /** Waits until the process is gone, of itself or because the service saw that it hangs. */
    private void end(SoakPlugin plugin, String signal) throws IOException, InterruptedException {
        long pid = pid(plugin);
        long from = System.nanoTime();
        signal(signal, pid);
        try {
            awaitEnd(pid);
        } catch (ConditionTimeoutException e) {
            breaches.add(plugin.name() + " was sent SIG" + signal + ", and its process was still there after "
                    + MENDED.toSeconds() + " s");
            signal("KILL", pid);
            awaitEnd(pid);
        }
        deaths.add(new Death(plugin, pid, from, System.nanoTime()));
    }

    /** Looks often, since calls may fail between the begin and the end of a death only. */
    private static void awaitEnd(long pid) {
        await().atMost(MENDED).pollDelay(Duration.ZERO).pollInterval(LOOK).until(() -> Resources.isZombieOrGone(pid));
    }

    /** An update whose download server is off waits for the server, while the old process serves. */
    private void awaitMended(SoakPlugin plugin) throws IOException, InterruptedException {
        try {
            await().atMost(MENDED)
                    .until(() -> service.isReady(plugin) || (service.isServing(plugin) && !server.isOn()));
        } catch (ConditionTimeoutException e) {
            breaches.add(plugin.name() + " was not Ready again after " + MENDED.toSeconds() + " s: "
                    + service.status(plugin));
        }
    }

    private long pid(SoakPlugin plugin) {
        return await(plugin.name())
                .atMost(MENDED)
                .until(() -> service.status(plugin).path("pid").asLong(), pid -> pid > 0);
    }

    private static void signal(String name, long pid) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name, Long.toString(pid)));
        int unused = new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
