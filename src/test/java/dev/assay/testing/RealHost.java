package dev.assay.testing;

import dev.assay.config.Configuration;
import dev.assay.config.Platform;
import dev.assay.config.PluginSpec;
import dev.assay.host.DefaultPluginHost;
import dev.assay.host.facts.UnobservedHost;
import dev.assay.host.slot.HostClock;
import dev.assay.install.OwnProgram;
import dev.assay.install.PluginInstaller;
import dev.assay.install.http.DownloadClient;
import dev.assay.log.KeptLine;
import dev.assay.log.LogKeep;
import dev.assay.log.LogLimit;
import dev.assay.log.LogQuery;
import dev.assay.log.LogSource;
import dev.assay.log.PluginLog;
import dev.assay.log.PluginLogs;
import dev.assay.log.ProcessLabel;
import dev.assay.process.OsProcessLauncher;
import dev.assay.process.ProcessSettings;
import dev.assay.settings.AssaySettings;
import dev.assay.wire.AutoMtls;
import dev.assay.wire.Dialect;
import dev.assay.wire.PluginTransport;
import dev.assay.wire.grpc.client.GrpcTransport;
import dev.assay.wire.netrpc.client.NetRpcTransport;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A host of real processes without Quarkus around it; closing it must leave nothing. */
public final class RealHost implements AutoCloseable {
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("assay-timer", true));

    /** Without a limit that a test would meet. */
    private final PluginLogs records = new PluginLogs(
            new LogLimit(1_000_000, 1_000_000),
            new LogKeep(1000, 256 * 1024),
            Optional.empty(),
            text -> text,
            timer,
            InstantSource.system(),
            System::nanoTime);

    private final ExecutorService worker =
            Executors.newCachedThreadPool(new DefaultThreadFactory("assay-worker", true));
    private final NioEventLoopGroup eventLoops = new NioEventLoopGroup(2, new DefaultThreadFactory("assay-wire", true));
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final OsProcessLauncher launcher;
    private final DownloadClient downloads;
    private final DefaultPluginHost host;
    private final StubSource source;

    /** @param settings beside the defaults, for instance {@code assay.call.timeout} */
    public RealHost(Path store, Map<String, String> settings, List<PluginSpec> plugins) {
        AssaySettings all = TestSettings.of(settings);
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        source = StubSource.of(plugins);
        launcher = new OsProcessLauncher(
                new ProcessSettings(65_536, 65_536, temporary, store.toString()), worker, timer, System.getenv());
        Configuration configuration =
                new Configuration(source, name -> Uni.createFrom().item(Map.of()), new RecordedEvents(events));
        downloads = new DownloadClient(
                all.download(),
                configuration.secrets(),
                Map.of(),
                timer,
                System::nanoTime,
                InstantSource.system(),
                new Random(),
                (plugin, outcome, bytes, took) -> {});
        host = new DefaultPluginHost(
                configuration,
                PluginInstaller.alone(
                        store,
                        OwnProgram.running(RealHost.class.getName()),
                        new TreeSet<>(),
                        downloads,
                        Platform.of(System.getProperty("os.name"), System.getProperty("os.arch")),
                        worker,
                        InstantSource.system()),
                launcher,
                transports(all),
                all.plugins().autoMtls() ? AutoMtls.on(worker, InstantSource.system()) : AutoMtls.off(),
                new RecordedLogs(),
                UnaryOperator.identity(),
                all,
                timer,
                new HostClock(InstantSource.system(), System::nanoTime),
                new Random(),
                new UnobservedHost());
    }

    private List<PluginTransport> transports(AssaySettings settings) {
        int maxMessage = (int) settings.wire().maxMessage().asLongValue();
        Duration timeout = settings.start().timeout();
        NetRpcTransport netRpc = new NetRpcTransport(eventLoops, worker, maxMessage, timeout);
        return List.of(
                new GrpcTransport(eventLoops, worker, maxMessage, timeout), netRpc, netRpc.in(Dialect.BEFORE_1_5));
    }

    /** A plugin of this name at this file. */
    public static PluginSpec spec(String name, Path file, String... args) {
        return new SpecBuilder(name, "file://" + file.toAbsolutePath())
                .args(args)
                .build();
    }

    public DefaultPluginHost host() {
        return host;
    }

    /** The configuration, which a test may change. */
    public StubSource source() {
        return source;
    }

    /** The events of the configuration, for instance {@code Normal PluginUpdated: ...}. */
    public List<String> events() {
        return events;
    }

    /** The lines that the plugins wrote, each behind {@code NAME: }. */
    public List<String> log() {
        return log;
    }

    @Override
    public void close() {
        host.stop().await().atMost(Duration.ofSeconds(60));
        launcher.close();
        downloads.close();
        eventLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        worker.shutdownNow();
        timer.shutdownNow();
    }

    /** The logs of the program, and each line for the test. */
    private final class RecordedLogs implements LogSource {
        @Override
        public PluginLog open(String plugin, ProcessLabel process) {
            PluginLog line = records.open(plugin, process);
            return text -> {
                log.add(plugin + ": " + text);
                line.line(text);
            };
        }

        @Override
        public Multi<KeptLine> lines(String plugin, LogQuery query) {
            return records.lines(plugin, query);
        }

        @Override
        public void forget(String plugin) {
            records.forget(plugin);
        }

        @Override
        public void endFollowing() {
            records.endFollowing();
        }
    }
}
