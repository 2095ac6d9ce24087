package dev.assay.host.slot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.config.PluginSpec;
import dev.assay.host.calls.StubConnection;
import dev.assay.host.facts.UnobservedHost;
import dev.assay.host.instance.FakeProcesses;
import dev.assay.host.instance.StartSteps;
import dev.assay.host.status.PluginState;
import dev.assay.host.status.PluginStatus;
import dev.assay.host.status.PluginUpdate;
import dev.assay.install.Executable;
import dev.assay.install.FileStamp;
import dev.assay.install.InstallException;
import dev.assay.install.InstallProgress;
import dev.assay.install.Installer;
import dev.assay.log.PluginLog;
import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Caller;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.process.Handshake;
import dev.assay.process.ProcessUsage;
import dev.assay.process.ResourceLimits;
import dev.assay.settings.AssaySettings;
import dev.assay.testing.FakeTime;
import dev.assay.testing.RecordedEvents;
import dev.assay.testing.SpecBuilder;
import dev.assay.testing.TestSettings;
import dev.assay.wire.AutoMtls;
import dev.assay.wire.PluginConnection;
import dev.assay.wire.PluginTls;
import dev.assay.wire.PluginTransport;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Random;
import java.util.function.Consumer;

/** One slot whose time, files and processes are the test's. */
final class SlotFixture {
    static final String NAME = "acme/one";
    static final PluginSpec SPEC = spec("file:///one", "-v");
    static final Duration DRAIN = Duration.ofSeconds(15);
    static final Duration GRACE = Duration.ofSeconds(2);

    final FakeTime time = new FakeTime();
    final FakeProcesses processes = new FakeProcesses();
    final Queue<StubConnection> connections = new ArrayDeque<>();
    final FakeInstaller installer = new FakeInstaller();
    final List<String> events = new ArrayList<>();
    final SlotFactory factory;
    final PluginSpec spec;
    private int callers;
    private Duration age = Duration.ZERO;
    final PluginSlot slot;

    /** @param settings beside the defaults */
    SlotFixture(boolean added, Map<String, String> settings) {
        this(SPEC, added, settings);
    }

    private SlotFixture(PluginSpec spec, boolean added, Map<String, String> settings) {
        this.spec = spec;
        AssaySettings all = settings(settings);
        HostClock clock = new HostClock(time, time::nanoTime);
        StartSteps steps = new StartSteps(
                installer,
                name -> Uni.createFrom().item(Map.of()),
                processes,
                List.of(new StubTransport()),
                AutoMtls.off(),
                (name, process) -> line -> {},
                time,
                all.start().timeout());
        factory = new SlotFactory(
                steps,
                all,
                time,
                clock,
                new Random(1),
                new ReloadEvents(new RecordedEvents(events)),
                new UnobservedHost());
        slot = new PluginSlot(spec, added, factory, () -> {});
    }

    /** A slot whose processes may have so much memory. */
    static SlotFixture withMemoryLimit(long mib) {
        return new SlotFixture(limited(mib), false, Map.of());
    }

    /** {@link #SPEC} with a limit of memory. */
    static PluginSpec limited(long mib) {
        return new SpecBuilder(NAME, "file:///one")
                .args("-v")
                .limits(new ResourceLimits(OptionalLong.empty(), OptionalLong.of(mib << 20)))
                .build();
    }

    static AssaySettings settings(Map<String, String> settings) {
        return TestSettings.of(settings);
    }

    static PluginSpec spec(String location, String... args) {
        return new SpecBuilder(NAME, location).args(args).build();
    }

    PluginStatus status() {
        return slot.status();
    }

    PluginState state() {
        return status().state();
    }

    /** The update that is to take the place. */
    PluginUpdate update() {
        return status().update().orElseThrow();
    }

    /** Has the process that was launched last shake hands and get this connection. */
    StubConnection comeUp(StubConnection connection) {
        connections.add(connection);
        processes.last().shakeHands("grpc");
        return connection;
    }

    StubConnection comeUp() {
        return comeUp(new StubConnection());
    }

    StubConnection begin() {
        slot.begin();
        return comeUp();
    }

    static Uni<Executable> failure(boolean permanent, String message) {
        return Uni.createFrom().failure(new InstallException(permanent, message, null));
    }

    UniAssertSubscriber<Measurement> run() {
        // Past Argo's client, which turns each failure into a measurement.
        return slot.rawProvider(new Caller("caller " + callers++, false))
                .run(AnalysisRun.EMPTY, Metric.EMPTY)
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());
    }

    UniAssertSubscriber<Void> stop() {
        return slot.stop(StopReason.STOP).subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    /** Lets time pass, long enough for the limit of memory, in which each process uses so much. */
    void use(long mib) {
        for (int sample = 0; sample < 3; sample++) {
            age = age.plusSeconds(2);
            ProcessUsage usage = new ProcessUsage(age, Duration.ZERO, 0, mib << 20, 1, 1, 3);
            processes.launched.forEach(process -> process.usage = Optional.of(usage));
            time.advance(Duration.ofSeconds(2));
        }
    }

    /** Stops the slot, and proves that it leaves nothing. */
    void close() {
        UniAssertSubscriber<Void> stop = stop();
        time.advance(Duration.ofMinutes(2));
        stop.assertCompleted();
        assertThat(processes.alive()).isZero();
        assertThat(slot.calls().inFlight() + slot.calls().waiting()).isZero();
        assertThat(time.scheduled()).isZero();
        assertThat(connections).isEmpty();
    }

    /**
     * Gives the executable of each location at once. Its digest is the last part of the location, unless the test says
     * otherwise.
     */
    static final class FakeInstaller implements Installer {
        final List<String> installed = new ArrayList<>();
        final Map<String, Uni<Executable>> answers = new HashMap<>();
        Optional<FileStamp> stamp = Optional.empty();
        Consumer<InstallProgress> progress = p -> {};

        @Override
        public Uni<Executable> install(PluginSpec spec, Consumer<InstallProgress> told) {
            return Uni.createFrom().deferred(() -> {
                String location = spec.location().uri().toString();
                progress = told;
                installed.add(location);
                return answers.getOrDefault(location, has(location.substring(location.lastIndexOf('/') + 1)));
            });
        }

        static Uni<Executable> has(String digest) {
            return Uni.createFrom().item(new Executable(List.of("/store/" + digest), Optional.of(digest)));
        }

        @Override
        public Uni<Optional<FileStamp>> stamp(PluginSpec spec) {
            return Uni.createFrom().item(() -> stamp);
        }
    }

    private final class StubTransport implements PluginTransport {
        @Override
        public String protocol() {
            return "grpc";
        }

        @Override
        public Uni<PluginConnection> connect(Handshake handshake, Optional<PluginTls> tls, PluginLog log) {
            return Uni.createFrom().item(connections::remove);
        }
    }
}
