package dev.assay.host.instance;

import dev.assay.config.PluginEnvironment;
import dev.assay.config.PluginSpec;
import dev.assay.config.Secrets;
import dev.assay.install.Executable;
import dev.assay.install.FileStamp;
import dev.assay.install.InstallProgress;
import dev.assay.install.Installer;
import dev.assay.log.LogSource;
import dev.assay.log.PluginLog;
import dev.assay.log.ProcessLabel;
import dev.assay.metric.CallException;
import dev.assay.metric.CallException.Remedy;
import dev.assay.process.Handshake;
import dev.assay.process.Launch;
import dev.assay.process.PluginProcess;
import dev.assay.process.ProcessException;
import dev.assay.process.ProcessLauncher;
import dev.assay.process.output.OutputListener;
import dev.assay.text.HumanUnits;
import dev.assay.wire.AutoMtls;
import dev.assay.wire.Dialect;
import dev.assay.wire.PluginConnection;
import dev.assay.wire.PluginTransport;
import dev.assay.wire.TlsIdentity;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The steps from a plugin's entry to a connection that answers: install, launch, handshake, connect, initialise. Each
 * step is a {@link Uni} of its own, so that its subscriber owns what it made. Thread-safe.
 */
public final class StartSteps {
    private final Installer installer;
    private final Secrets secrets;
    private final ProcessLauncher launcher;
    private final List<PluginTransport> transports;
    private final AutoMtls autoMtls;
    private final LogSource logs;
    private final ScheduledExecutorService timer;
    private final Duration timeout;
    private final KnownDialects dialects = new KnownDialects();

    /**
     * The steps of all plugins.
     *
     * @param secrets read at each start, for variables that stand in Secrets
     * @param logs gives the log of the plugin of a given name
     * @param timeout for the handshake, and again from there to the end of initialisation
     */
    public StartSteps(
            Installer installer,
            Secrets secrets,
            ProcessLauncher launcher,
            List<PluginTransport> transports,
            AutoMtls autoMtls,
            LogSource logs,
            ScheduledExecutorService timer,
            Duration timeout) {
        this.installer = installer;
        this.secrets = secrets;
        this.launcher = launcher;
        this.transports = List.copyOf(transports);
        this.autoMtls = autoMtls;
        this.logs = logs;
        this.timer = timer;
        this.timeout = timeout;
    }

    /**
     * Installs the executable, or checks again one that was installed before.
     *
     * @param known the executable that was installed before
     * @param progress told of a download, on any thread
     */
    Uni<Executable> install(PluginSpec spec, @Nullable Executable known, Consumer<InstallProgress> progress) {
        return known == null ? installer.install(spec, progress) : installer.recheck(spec, known, progress);
    }

    /** The stamp of the file that a {@code file://} location names; empty where there is no file. */
    public Uni<Optional<FileStamp>> stamp(PluginSpec spec) {
        return installer.stamp(spec);
    }

    /**
     * Starts the process. The subscriber has to stop it, even when the subscription was cancelled in between.
     *
     * @param generation that the process would begin
     */
    Uni<Launched> launch(PluginSpec spec, Executable executable, Dialect dialect, int generation) {
        List<String> command = Stream.concat(executable.command().stream(), spec.args().stream())
                .toList();
        ProcessLabel label = new ProcessLabel(generation);
        OutputLog output = new OutputLog(label, logs.open(spec.name(), label));
        return PluginEnvironment.resolve(spec, secrets)
                .chain(environment -> autoMtls.identity().chain(identity -> launcher.launch(
                                new Launch(
                                        spec.name(),
                                        command,
                                        environment,
                                        dialect.cookie(),
                                        protocols(dialect),
                                        identity.map(TlsIdentity::pem),
                                        spec.limits(),
                                        timeout),
                                output)
                        .map(process -> new Launched(process, identity, dialect, label))));
    }

    private List<String> protocols(Dialect dialect) {
        return transports.stream()
                .filter(transport -> transport.dialect() == dialect)
                .map(PluginTransport::protocol)
                .toList();
    }

    /** The dialect in which an executable is to be started first. */
    Dialect dialect(Executable executable) {
        return dialects.of(executable);
    }

    /** To be called when a process of the executable has shaken hands in this dialect. */
    void rememberDialect(PluginSpec spec, Executable executable, Dialect dialect) {
        dialects.remember(spec.name(), executable, dialect);
    }

    Uni<Handshake> handshake(PluginProcess process) {
        return Uni.createFrom().completionStage(process::handshake);
    }

    /**
     * A process that was started.
     *
     * @param identity by which the process knows its host, where the connection is to be TLS
     * @param dialect in which it was started
     * @param label by which its lines are known
     */
    record Launched(PluginProcess process, Optional<TlsIdentity> identity, Dialect dialect, ProcessLabel label) {}

    /** Hands the lines of the pipes on. */
    private record OutputLog(ProcessLabel label, PluginLog log) implements OutputListener {
        @Override
        public void started(long pid) {
            label.launched(pid);
        }

        @Override
        public void line(OutputListener.Pipe pipe, String line) {
            log.line(line);
        }
    }

    /**
     * Connects and initialises. Cancelling gives up a connection that is not yet made; the subscriber has to close one
     * that is made.
     *
     * @param onConnected is given the connection as soon as there is one, on any thread
     */
    Uni<Void> connect(PluginSpec spec, Launched launched, Handshake handshake, Consumer<PluginConnection> onConnected) {
        Optional<PluginTransport> transport = transports.stream()
                .filter(t -> t.dialect() == launched.dialect() && t.protocol().equals(handshake.protocol()))
                .findFirst();
        if (transport.isEmpty()) {
            return Uni.createFrom()
                    .failure(new ProcessException(
                            true,
                            "tried to connect to plugin " + spec.name() + ", but its handshake names the protocol "
                                    + handshake.protocol() + "; build it for one of " + protocols(launched.dialect()),
                            null));
        }
        PluginLog log = logs.open(spec.name(), launched.label());
        return autoMtls.agree(launched.identity(), handshake)
                .chain(tls -> transport.get().connect(handshake, tls, log))
                .invoke(onConnected)
                .chain(PluginConnection::initialize)
                .ifNoItem()
                .after(timeout)
                .on(timer)
                .failWith(() -> new CallException(
                        Remedy.RESTARTING,
                        "tried to connect to plugin " + spec.name()
                                + " and initialise it, but that was not done within "
                                + HumanUnits.seconds(timeout)
                                + "; look at the plugin's log, or raise assay.start.timeout"));
    }
}
