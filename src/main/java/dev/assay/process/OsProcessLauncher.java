package dev.assay.process;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Starts child processes of this machine, without a shell, in the host's working directory, with {@code /dev/null} as
 * stdin, and with an environment of inherited, own and go-plugin's variables (the host's {@code QUARKUS_*} and
 * {@code ASSAY_*} are not inherited).
 *
 * <p>What remains of a plugin when the host itself is killed ({@code kill -9}, out of memory):
 *
 * <ul>
 *   <li>on Linux with util-linux's {@code setpriv} on the PATH: the plugin's process is killed by the kernel at once;
 *   <li>on Linux, in any case: what is left, a plugin's descendants included, is killed when the next launcher with the
 *       same {@link ProcessSettings#storeIdentity()} is made, by the same user and in the same namespace of process ids;
 *   <li>elsewhere: nothing is done. A plugin written with Assay's own library ends by itself when its host is gone.
 * </ul>
 *
 * <p>May be used from any thread; nothing but {@link #close} blocks.
 */
public final class OsProcessLauncher implements ProcessLauncher, AutoCloseable {
    /** More than the end of a killed process takes; see {@link OsPluginProcess}. */
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

    private static final Logger LOG = Logger.getLogger(OsProcessLauncher.class);

    /** What is found out and made once, before the first process. */
    private record Ground(SocketDirectory sockets, ParentDeathSignal signal, Optional<HostIdentity> host) {}

    private final ProcessSettings settings;
    private final Background background;
    private final ChildEnvironment environment;
    private final Supplier<ParentDeathSignal> probe;
    private final ProcFs proc = ProcFs.ofThisMachine();
    private final Set<OsPluginProcess> running = ConcurrentHashMap.newKeySet();

    /**
     * The one thread that starts processes: the parent-death signal is tied to it. Not from {@code Executors}, whose
     * single thread may be ended by the garbage collector, and the plugins with it.
     */
    private final ThreadPoolExecutor starter;

    /** Touched on the starter's thread only. */
    private @Nullable Ground ground;

    private boolean closed;

    /**
     * Begins with a sweep for what an earlier host left, off the caller's thread.
     *
     * @param blocking runs work that may block for a moment; must outlive the launcher
     * @param timer for limits and graces
     * @param inherited the host's own environment, usually {@code System.getenv()}
     */
    public OsProcessLauncher(
            ProcessSettings settings,
            Executor blocking,
            ScheduledExecutorService timer,
            Map<String, String> inherited) {
        this(settings, blocking, timer, inherited, ParentDeathSignal::probe);
    }

    OsProcessLauncher(
            ProcessSettings settings,
            Executor blocking,
            ScheduledExecutorService timer,
            Map<String, String> inherited,
            Supplier<ParentDeathSignal> probe) {
        this.settings = settings;
        this.background = new Background(blocking, timer);
        this.environment = new ChildEnvironment(Map.copyOf(inherited));
        this.probe = probe;
        this.starter = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, "assay-launcher");
            thread.setDaemon(true);
            return thread;
        });
        var unused = onStarter(this::ground).exceptionally(e -> {
            LOG.debugf(e, "Not ready to start processes; each launch tries again");
            return null;
        });
    }

    @Override
    public Uni<PluginProcess> launch(Launch launch, OutputListener output) {
        return Uni.createFrom().deferred(() -> {
            CompletableFuture<OsPluginProcess> start = onStarter(() -> start(launch, output));
            // What the subscriber does next must not hold up the starter's thread.
            CompletableFuture<PluginProcess> handedOver = start.thenApplyAsync(process -> process, background::run);
            return Uni.createFrom().completionStage(handedOver).onCancellation().invoke(() -> {
                var unused = start.thenAccept(process -> process.end(Duration.ZERO));
            });
        });
    }

    /**
     * Kills what is still running, and removes the folder for sockets. Blocks for at most some seconds. Stop the
     * processes first, if they are to end politely.
     */
    @Override
    public void close() {
        if (!starter.isShutdown()) {
            await(onStarter(this::endAll)
                    .thenCompose(ends -> CompletableFuture.allOf(ends.toArray(new CompletableFuture<?>[0]))));
            await(onStarter(this::removeSockets));
            starter.shutdown();
        }
    }

    private static void await(CompletableFuture<?> end) {
        try {
            end.get(CLOSE_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warnf("tried to end all plugins, but some may be left: %s; the next start of this host sweeps them", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private <T> CompletableFuture<T> onStarter(Supplier<T> task) {
        try {
            return CompletableFuture.supplyAsync(task, starter);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(closedAlready());
        }
    }

    private static ProcessException closedAlready() {
        return new ProcessException(false, "tried to start a plugin, but this host is ending; ask another", null);
    }

    private Ground ground() {
        Ground made = ground;
        if (made == null) {
            Optional<HostIdentity> host = HostIdentity.ofThisProcess(proc, settings.storeIdentity());
            host.ifPresent(heir -> {
                OrphanSweep sweep = new OrphanSweep(proc, heir);
                sweep.killProcesses();
                sweep.removeSocketDirectories(settings.socketDirectory());
            });
            made = new Ground(SocketDirectory.create(settings.socketDirectory(), host), probe.get(), host);
            ground = made;
        }
        return made;
    }

    private OsPluginProcess start(Launch launch, OutputListener output) {
        if (closed) {
            throw closedAlready();
        }
        Ground on = ground();
        ProcessStart start = new ProcessStart(environment, on.signal(), on.host(), proc);
        return adopt(start.start(launch, on.sockets()), output);
    }

    /** Only a process that is registered is ever ended: what stands in the way of that ends it here. */
    OsPluginProcess adopt(OsPluginProcess.Started started, OutputListener output) {
        try {
            OsPluginProcess process = new OsPluginProcess(started, settings, output, background);
            running.add(process);
            var unused = process.gone().whenComplete((exit, fault) -> running.remove(process));
            process.watch();
            return process;
        } catch (Throwable e) {
            started.abandon();
            throw new ProcessException(
                    false,
                    "tried to look after the process of plugin "
                            + started.launch().plugin() + ", but this host failed: " + e
                            + "; raise its limits of threads (ulimit -u, the pod's pids limit) and memory",
                    e);
        }
    }

    private List<CompletableFuture<ProcessExit>> endAll() {
        closed = true;
        return running.stream()
                .map(process -> {
                    process.end(Duration.ZERO);
                    return process.gone();
                })
                .toList();
    }

    private @Nullable Void removeSockets() {
        if (ground != null) {
            ground.sockets().delete();
        }
        return null;
    }
}
