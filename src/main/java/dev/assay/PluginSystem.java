package dev.assay;

import dev.assay.config.Configuration;
import dev.assay.config.Platform;
import dev.assay.host.DefaultPluginHost;
import dev.assay.host.PluginHost;
import dev.assay.host.facts.HostObserver;
import dev.assay.host.slot.HostClock;
import dev.assay.install.PluginInstaller;
import dev.assay.install.http.DownloadClient;
import dev.assay.install.peer.Peers;
import dev.assay.install.progress.DownloadObserver;
import dev.assay.install.store.Store;
import dev.assay.log.LogKeep;
import dev.assay.log.LogLimit;
import dev.assay.log.LogSource;
import dev.assay.log.PluginLogs;
import dev.assay.process.OsProcessLauncher;
import dev.assay.process.ProcessSettings;
import dev.assay.sample.Samples;
import dev.assay.secret.SecretRegistry;
import dev.assay.settings.AssaySettings;
import dev.assay.settings.LogLevel;
import dev.assay.settings.MessageLimit;
import dev.assay.wire.AutoMtls;
import dev.assay.wire.Dialect;
import dev.assay.wire.PluginTransport;
import dev.assay.wire.grpc.client.GrpcTransport;
import dev.assay.wire.netrpc.client.NetRpcTransport;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.quarkus.runtime.configuration.MemorySize;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/**
 * The rooms from the configuration of plugins to their host, put together. The service has one, and so has a command that
 * starts plugins by itself. To be closed when the plugins have stopped.
 */
final class PluginSystem implements AutoCloseable {
    private final SharedParts shared;
    private final Configuration configuration;

    /** All channels to plugins share these, apart from those that serve HTTP. */
    private final EventLoopGroup eventLoops = new NioEventLoopGroup(2, new DefaultThreadFactory("assay-wire", true));

    private final Store executables;
    private final OsProcessLauncher launcher;
    private final DownloadClient downloads;
    private final PluginInstaller installer;
    private final NetRpcTransport netRpc;
    private final GrpcTransport grpc;

    /**
     * The parts that the rooms share. They outlive the system.
     *
     * @param store the folder for executables
     * @param worker runs tasks that may block
     * @param timer runs time-outs and delays; drops a task that is cancelled
     * @param secrets all values that must not leave Assay
     */
    record SharedParts(
            AssaySettings settings,
            Path store,
            Platform platform,
            Executor worker,
            ScheduledExecutorService timer,
            InstantSource clock,
            SecretRegistry secrets) {}

    /**
     * Starts no plugin.
     *
     * @param observer is told of downloads
     * @param peers makes the replicas that are asked for executables
     */
    PluginSystem(
            SharedParts shared,
            Configuration configuration,
            DownloadObserver observer,
            BiFunction<DownloadClient, Store, Peers> peers) {
        this.shared = shared;
        AssaySettings settings = shared.settings();
        ProcessSettings processes = new ProcessSettings(
                bytes(settings.start().maxHandshake()),
                bytes(settings.start().maxLogLine()),
                settings.start().socketDirectory().orElseGet(Wiring::temporary),
                shared.store().toString());
        this.launcher = new OsProcessLauncher(processes, shared.worker(), shared.timer(), System.getenv());
        this.configuration = HiddenConfiguration.of(configuration, shared.secrets());
        this.downloads = new DownloadClient(
                settings.download(),
                this.configuration.secrets(),
                System.getenv(),
                shared.timer(),
                System::nanoTime,
                shared.clock(),
                new Random(),
                observer);
        this.executables = new Store(shared.store(), shared.clock());
        this.installer = new PluginInstaller(
                executables,
                Main.program(),
                new TreeSet<>(Samples.names()),
                downloads,
                peers.apply(downloads, executables),
                shared.platform(),
                shared.worker());
        int maxMessage = MessageLimit.of(settings.wire(), Runtime.getRuntime().maxMemory());
        Duration timeout = settings.start().timeout();
        this.netRpc = new NetRpcTransport(eventLoops, shared.worker(), maxMessage, timeout);
        this.grpc = new GrpcTransport(eventLoops, shared.worker(), maxMessage, timeout);
    }

    /** Logs of plugins, within the bounds that the settings give them. */
    static PluginLogs logs(
            AssaySettings.Log settings, SecretRegistry secrets, ScheduledExecutorService timer, InstantSource clock) {
        LogKeep keep = new LogKeep(settings.keptLines(), settings.keptSize().asLongValue());
        return new PluginLogs(
                logLimit(settings),
                keep,
                settings.level().map(LogLevel::name),
                secrets,
                timer,
                clock,
                System::nanoTime);
    }

    static LogLimit logLimit(AssaySettings.Log settings) {
        return new LogLimit(settings.rate(), settings.burst());
    }

    /**
     * A host of the plugins of the configuration, which has not begun.
     *
     * @param logs takes the output of the plugins
     * @param observer is told what happens
     */
    PluginHost host(LogSource logs, HostObserver observer) {
        AssaySettings settings = shared.settings();
        return new DefaultPluginHost(
                configuration,
                installer,
                launcher,
                transports(),
                settings.plugins().autoMtls() ? AutoMtls.on(shared.worker(), shared.clock()) : AutoMtls.off(),
                logs,
                shared.secrets(),
                settings,
                shared.timer(),
                new HostClock(shared.clock(), System::nanoTime),
                new Random(),
                observer);
    }

    /** The transports, in the order in which they are offered to a plugin that speaks both. */
    private List<PluginTransport> transports() {
        return List.of(grpc, netRpc, netRpc.in(Dialect.BEFORE_1_5));
    }

    Store executables() {
        return executables;
    }

    NetRpcTransport netRpc() {
        return netRpc;
    }

    GrpcTransport grpc() {
        return grpc;
    }

    /** Kills what is left of the plugins. Blocks for some seconds at most. */
    @Override
    public void close() {
        launcher.close();
        downloads.close();
        installer.close();
        Future<?> unused = eventLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    /** A size for an array, whose length is an {@code int}. */
    private static int bytes(MemorySize size) {
        return (int) Math.min(size.asLongValue(), Integer.MAX_VALUE);
    }
}
