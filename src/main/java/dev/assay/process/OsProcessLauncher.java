package dev.assay.process;

import dev.assay.process.linux.CgroupTree;
import dev.assay.process.linux.HostIdentity;
import dev.assay.process.linux.ProcFs;
import dev.assay.process.linux.ProcessOwners;
import dev.assay.process.linux.Trampoline;
import dev.assay.process.output.OutputListener;
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
 * Starts child processes on this machine, without a shell. A child has the host's working directory and {@code
 * /dev/null} as stdin. {@link ChildEnvironment} describes its environment.
 *
 * <p>Plugins whose host is killed ({@code kill -9}, out of memory) end as follows:
 *
 * <ul>
 *   <li>on Linux with util-linux on the PATH, see {@link Trampoline}: the plugin's process is killed by the kernel at
 *       once;
 *   <li>on Linux, in any case: the next launcher kills the remaining processes, descendants included. It must have the
 *       same {@link ProcessSettings#storeIdentity()}, user and namespace of process ids;
 *   <li>on other systems: nothing is done. A plugin written with Assay's own library ends by itself when its host is
 *       gone.
 * </ul>
 *
 * <p>May be used from any thread. Only {@link #close} blocks.
 */
public final class OsProcessLauncher implements ProcessLauncher, AutoCloseable {
    /** Longer than {@link OsPluginProcess} needs to kill a process. */
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

    private static final Logger LOG = Logger.getLogger(OsProcessLauncher.class);

    /** The parts that are made once, before the first process. */
    private record LauncherState(
            SocketDirectory sockets,
            Trampoline trampoline,
            Optional<CgroupTree> cgroups,
            Optional<HostIdentity> host) {}

    private final ProcessSettings settings;
    private final Background background;
    private final ChildEnvironment environment;
    private final Supplier<Trampoline> probe;
    private final Supplier<Optional<CgroupTree>> claim;
    private final ProcFs proc = ProcFs.ofThisMachine();
    private final ProcessOwners owners = new ProcessOwners(proc, ChildEnvironment.INSTANCE);
    private final UsageSampler sampler;
    private final Set<OsPluginProcess> running = ConcurrentHashMap.newKeySet();

    /**
     * The only thread that starts processes. The parent-death signal is tied to it, so the plugins die when it ends. An
     * executor from {@code Executors} is not safe here, because the garbage collector may end its thread.
     */
    private final ThreadPoolExecutor starter;

    /** Made and used on the starter's thread, except by {@link #followLimits}. */
    private volatile @Nullable LauncherState state;

    private boolean closed;

    /**
     * Makes a launcher, and starts the sweep for processes of an earlier host on another thread.
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
        this(
                settings,
                blocking,
                timer,
                inherited,
                () -> Trampoline.probe(path(inherited)),
                () -> CgroupTree.claim(ProcFs.ofThisMachine(), CgroupTree.MOUNT, path(inherited)));
    }

    private static String path(Map<String, String> environment) {
        return environment.getOrDefault("PATH", "");
    }

    OsProcessLauncher(
            ProcessSettings settings,
            Executor blocking,
            ScheduledExecutorService timer,
            Map<String, String> inherited,
            Supplier<Trampoline> probe,
            Supplier<Optional<CgroupTree>> claim) {
        this.settings = settings;
        this.background = new Background(blocking, timer);
        this.sampler = new UsageSampler(proc, owners, this::followLimits, background, System::nanoTime);
        this.environment = new ChildEnvironment(Map.copyOf(inherited));
        this.probe = probe;
        this.claim = claim;
        this.starter = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, "assay-launcher");
            thread.setDaemon(true);
            return thread;
        });
        var unused = onStarter(this::state).exceptionally(e -> {
            LOG.debugf(e, "Not ready to start processes; each launch tries again");
            return null;
        });
    }

    @Override
    public Uni<PluginProcess> launch(Launch launch, OutputListener output) {
        return Uni.createFrom().deferred(() -> {
            CompletableFuture<OsPluginProcess> start = onStarter(() -> start(launch, output));
            // A slow subscriber must not delay the starter's thread.
            CompletableFuture<PluginProcess> handedOver = start.thenApplyAsync(process -> process, background::run);
            return Uni.createFrom().completionStage(handedOver).onCancellation().invoke(() -> {
                var unused = start.thenAccept(process -> process.end(Duration.ZERO));
            });
        });
    }

    /**
     * Kills all running processes, and removes the folder for sockets. Blocks for at most 20 s. Stop the processes
     * first if they need time to end.
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

    private LauncherState state() {
        LauncherState current = state;
        if (current == null) {
            Optional<HostIdentity> host = HostIdentity.ofThisProcess(proc, settings.storeIdentity());
            host.ifPresent(self -> {
                OrphanSweep sweep = new OrphanSweep(proc, self);
                sweep.killProcesses();
                sweep.removeSocketDirectories(settings.socketDirectory());
            });
            Trampoline trampoline = probe.get();
            if (!trampoline.used()) {
                LOG.warn(
                        "tried to give each plugin a session of its own, but there is no setsid on the PATH, so a signal"
                                + " that a plugin sends to its process group reaches Assay; add util-linux");
            }
            Optional<CgroupTree> cgroups = claim.get();
            cgroups.ifPresent(CgroupTree::removeLeftovers);
            current = new LauncherState(
                    SocketDirectory.create(settings.socketDirectory(), host), trampoline, cgroups, host);
            state = current;
        }
        return current;
    }

    private void followLimits() {
        LauncherState current = state;
        if (current != null) {
            current.cgroups().ifPresent(CgroupTree::followLimits);
        }
    }

    private OsPluginProcess start(Launch launch, OutputListener output) {
        if (closed) {
            throw closedAlready();
        }
        LauncherState current = state();
        ProcessStart start =
                new ProcessStart(environment, current.trampoline(), current.cgroups(), current.host(), proc, owners);
        return adopt(start.start(launch, current.sockets()), output);
    }

    /**
     * Registers a process and watches it. A process that cannot be watched is killed here, because nobody else would
     * end it.
     */
    OsPluginProcess adopt(OsPluginProcess.Started started, OutputListener output) {
        String instance = started.processTree().instance();
        try {
            OsPluginProcess process = new OsPluginProcess(started, settings, output, sampler.add(instance), background);
            running.add(process);
            var unused = process.gone().whenComplete((exit, fault) -> forget(process, instance));
            process.watch();
            return process;
        } catch (Throwable e) {
            started.abandon();
            sampler.remove(instance);
            owners.remove(instance);
            throw new ProcessException(
                    false,
                    "tried to look after the process of plugin "
                            + started.launch().plugin() + ", but this host failed: " + e
                            + "; raise its limits of threads (ulimit -u, the pod's pids limit) and memory",
                    e);
        }
    }

    private void forget(OsPluginProcess process, String instance) {
        running.remove(process);
        sampler.remove(instance);
        owners.remove(instance);
    }

    private List<CompletableFuture<ProcessExit>> endAll() {
        closed = true;
        sampler.close();
        return running.stream()
                .map(process -> {
                    process.end(Duration.ZERO);
                    return process.gone();
                })
                .toList();
    }

    private @Nullable Void removeSockets() {
        LauncherState current = state;
        if (current != null) {
            current.sockets().delete();
        }
        return null;
    }
}
