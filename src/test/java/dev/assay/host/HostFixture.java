package dev.assay.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.config.ConfigException;
import dev.assay.config.ConfigFault;
import dev.assay.config.Configuration;
import dev.assay.config.PluginList;
import dev.assay.config.PluginSpec;
import dev.assay.host.calls.StubConnection;
import dev.assay.host.facts.UnobservedHost;
import dev.assay.host.instance.FakeProcesses;
import dev.assay.host.slot.HostClock;
import dev.assay.install.Executable;
import dev.assay.log.PluginLog;
import dev.assay.process.Handshake;
import dev.assay.testing.FakeTime;
import dev.assay.testing.RecordedEvents;
import dev.assay.testing.SpecBuilder;
import dev.assay.testing.StubSource;
import dev.assay.testing.TestSettings;
import dev.assay.wire.AutoMtls;
import dev.assay.wire.PluginConnection;
import dev.assay.wire.PluginTls;
import dev.assay.wire.PluginTransport;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;

/** A host with everything around it faked, which is stopped after each test. */
abstract class HostFixture {
    final FakeTime time = new FakeTime();
    final FakeProcesses processes = new FakeProcesses();
    final List<String> events = new ArrayList<>();
    final RecordedLogs logs = new RecordedLogs();
    StubSource source;
    DefaultPluginHost host = host(StubSource.of(List.of()));

    @AfterEach
    void a_stop_leaves_nothing() {
        UniAssertSubscriber<Void> stop = host.stop().subscribe().withSubscriber(UniAssertSubscriber.create());
        time.advance(Duration.ofMinutes(10));
        stop.assertCompleted();
        assertThat(processes.alive()).isZero();
        assertThat(time.scheduled()).isZero();
    }

    void ready(PluginSpec... specs) {
        UniAssertSubscriber<Void> boot = boot(List.of(specs));
        processes.launched.forEach(process -> process.shakeHands("grpc"));
        boot.assertCompleted();
    }

    UniAssertSubscriber<Void> boot(List<PluginSpec> specs) {
        return boot(StubSource.of(specs));
    }

    UniAssertSubscriber<Void> boot(StubSource newSource) {
        host = host(newSource);
        return host.boot().subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    private DefaultPluginHost host(StubSource newSource) {
        source = newSource;
        return new DefaultPluginHost(
                new Configuration(source, name -> Uni.createFrom().item(Map.of()), new RecordedEvents(events)),
                (spec, progress) -> Uni.createFrom().item(new Executable(List.of("/store/x"), Optional.empty())),
                processes,
                List.of(new StubTransport()),
                AutoMtls.off(),
                logs,
                UnaryOperator.identity(),
                TestSettings.of(Map.of()),
                time,
                new HostClock(time, time::nanoTime),
                new Random(1),
                new UnobservedHost());
    }

    static Uni<PluginList> passing(String problem) {
        return Uni.createFrom()
                .failure(new ConfigException(
                        "the test", List.of(new ConfigFault("api server", "", problem, "wait")), false));
    }

    static PluginSpec spec(String name, boolean required) {
        return spec(name, "file:///x", required);
    }

    static PluginSpec changed(String name) {
        return spec(name, "file:///changed", true);
    }

    private static PluginSpec spec(String name, String location, boolean required) {
        return new SpecBuilder(name, location).required(required).build();
    }

    private static final class StubTransport implements PluginTransport {
        @Override
        public String protocol() {
            return "grpc";
        }

        @Override
        public Uni<PluginConnection> connect(Handshake handshake, Optional<PluginTls> tls, PluginLog log) {
            return Uni.createFrom().item(StubConnection::new);
        }
    }
}
