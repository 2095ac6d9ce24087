package dev.assay;

import dev.assay.config.PluginSources;
import dev.assay.host.PluginHost;
import dev.assay.host.SupervisingHost;
import dev.assay.install.PluginInstaller;
import dev.assay.install.Program;
import dev.assay.install.StoreFolder;
import dev.assay.process.OsProcessLauncher;
import dev.assay.process.ProcessSettings;
import dev.assay.sample.Samples;
import dev.assay.settings.AssaySettings;
import dev.assay.wire.JBossPluginLog;
import dev.assay.wire.grpc.GrpcTransport;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * How the rooms are put together: the one place that knows which sources, transports and launchers there are. What it
 * produces is closed in the reverse order of its making, when the service has stopped.
 */
@Dependent
class Wiring {
    private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));

    /** Time-outs and delays; tasks are short. */
    @Produces
    @Singleton
    ScheduledExecutorService timer() {
        return Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("assay-timer", true));
    }

    void closeTimer(@Disposes ScheduledExecutorService timer) {
        timer.shutdownNow();
    }

    /** All channels to plugins share these, apart from those that serve HTTP. */
    @Produces
    @Singleton
    EventLoopGroup pluginEventLoops() {
        return new NioEventLoopGroup(2, new DefaultThreadFactory("assay-wire", true));
    }

    void closeEventLoops(@Disposes EventLoopGroup group) {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    @Produces
    @Singleton
    OsProcessLauncher launcher(AssaySettings settings, ScheduledExecutorService timer) {
        return new OsProcessLauncher(
                new ProcessSettings(
                        bytes(settings.start().maxHandshake()),
                        bytes(settings.start().maxLogLine()),
                        settings.start().socketDirectory().orElse(TEMPORARY),
                        store(settings).toString()),
                worker(),
                timer,
                System.getenv());
    }

    void closeLauncher(@Disposes OsProcessLauncher launcher) {
        launcher.close();
    }

    @Produces
    @Singleton
    PluginHost host(
            AssaySettings settings, OsProcessLauncher launcher, EventLoopGroup loops, ScheduledExecutorService timer) {
        int maxMessage = bytes(settings.wire().maxMessage());
        InstantSource clock = InstantSource.system();
        return new SupervisingHost(
                PluginSources.choose(settings.config(), System.getenv(), worker()),
                new PluginInstaller(
                        store(settings), Program.running(Main.class.getName()), Samples.names(), worker(), clock),
                launcher,
                List.of(new GrpcTransport(loops, worker(), maxMessage, settings.start().timeout())),
                plugin -> new JBossPluginLog(plugin, timer),
                settings,
                timer,
                clock,
                RandomGenerator.getDefault());
    }

    private static Path store(AssaySettings settings) {
        return StoreFolder.choose(settings.store(), System.getenv(), TEMPORARY);
    }

    /** Arrays have no more than an int can count. */
    private static int bytes(MemorySize size) {
        return (int) Math.min(size.asLongValue(), Integer.MAX_VALUE);
    }

    /** Runs what may block. */
    private static Executor worker() {
        return Infrastructure.getDefaultWorkerPool();
    }
}
