package dev.assay.host.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.config.ConfigEvents;
import dev.assay.host.facts.UnobservedHost;
import dev.assay.host.instance.StartSteps;
import dev.assay.install.Executable;
import dev.assay.log.PluginLog;
import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Caller;
import dev.assay.metric.Measurement;
import dev.assay.metric.Metric;
import dev.assay.process.Handshake;
import dev.assay.process.PluginProcess;
import dev.assay.process.ProcessExit;
import dev.assay.process.ProcessUsage;
import dev.assay.testing.FakeConnection;
import dev.assay.testing.FakePlugin;
import dev.assay.wire.AutoMtls;
import dev.assay.wire.PluginConnection;
import dev.assay.wire.PluginTls;
import dev.assay.wire.PluginTransport;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.smallrye.mutiny.Uni;
import java.net.UnixDomainSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many callers on many threads while one process after the other takes over. */
class TakeoverHammerTest {
    private static final int TAKEOVERS = 300;
    private static final int CALLERS = 8;

    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("hammer-timer", true));
    private final ScheduledExecutorService wire =
            Executors.newScheduledThreadPool(2, new DefaultThreadFactory("hammer-wire", true));
    private final AtomicLong pids = new AtomicLong();
    private final AtomicInteger alive = new AtomicInteger();

    @AfterEach
    void end() {
        timer.shutdownNow();
        wire.shutdownNow();
    }

    @Test
    void not_one_call_is_lost() throws Exception {
        StartSteps steps = new StartSteps(
                (spec, progress) -> Uni.createFrom().item(new Executable(List.of("x"), Optional.empty())),
                name -> Uni.createFrom().item(Map.of()),
                (launch, output) -> Uni.createFrom().item(() -> (PluginProcess) new InstantProcess()),
                List.of(new InstantTransport()),
                AutoMtls.off(),
                (name, process) -> line -> {},
                timer,
                Duration.ofSeconds(60));
        SlotFactory factory = new SlotFactory(
                steps,
                SlotFixture.settings(Map.of("assay.stop.grace", "20ms")),
                timer,
                new HostClock(InstantSource.system(), System::nanoTime),
                new Random(1),
                new ReloadEvents(ConfigEvents.NONE),
                new UnobservedHost());
        PluginSlot slot = new PluginSlot(SlotFixture.SPEC, false, factory, () -> {});
        slot.begin();
        AtomicBoolean over = new AtomicBoolean();
        AtomicLong answered = new AtomicLong();
        ConcurrentLinkedQueue<Throwable> lost = new ConcurrentLinkedQueue<>();
        var callers = Executors.newFixedThreadPool(CALLERS, new DefaultThreadFactory("hammer-caller", true));
        try {
            List<Future<?>> calling = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                calling.add(callers.submit(() -> callUntil(over, slot, answered, lost)));
            }
            for (int i = 1; i <= TAKEOVERS; i++) {
                int generation = i + 1;
                slot.apply(SlotFixture.spec("file:///v" + i));
                await().pollInterval(Duration.ofMillis(1))
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> slot.status().generation() == generation);
            }
            over.set(true);
            for (Future<?> caller : calling) {
                caller.get(60, TimeUnit.SECONDS);
            }
        } finally {
            callers.shutdownNow();
        }

        assertThat(lost).isEmpty();
        assertThat(answered.get()).isGreaterThan(TAKEOVERS);
        slot.stop(StopReason.STOP).await().atMost(Duration.ofSeconds(60));
        assertThat(alive).hasValue(0);
        assertThat(slot.calls().inFlight() + slot.calls().waiting()).isZero();
    }

    private static void callUntil(
            AtomicBoolean over, PluginSlot slot, AtomicLong answered, ConcurrentLinkedQueue<Throwable> lost) {
        while (!over.get()) {
            List<CompletableFuture<Measurement>> calls = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                calls.add(slot.rawProvider(Caller.ASSAY)
                        .run(AnalysisRun.EMPTY, Metric.EMPTY)
                        .subscribeAsCompletionStage());
            }
            for (CompletableFuture<Measurement> call : calls) {
                try {
                    Measurement unused = call.orTimeout(30, TimeUnit.SECONDS).join();
                    answered.incrementAndGet();
                } catch (RuntimeException e) {
                    lost.add(e);
                }
            }
        }
    }

    /** Shakes hands at once, and ends when it is told to. */
    private final class InstantProcess implements PluginProcess {
        private final long pid = pids.incrementAndGet();
        private final CompletableFuture<ProcessExit> exited = new CompletableFuture<>();

        InstantProcess() {
            alive.incrementAndGet();
        }

        @Override
        public long pid() {
            return pid;
        }

        @Override
        public CompletionStage<Handshake> handshake() {
            return CompletableFuture.completedFuture(
                    new Handshake(1, UnixDomainSocketAddress.of("/tmp/" + pid), "grpc", Optional.empty()));
        }

        @Override
        public CompletionStage<ProcessExit> exited() {
            return exited.minimalCompletionStage();
        }

        @Override
        public Optional<ProcessUsage> usage() {
            return Optional.empty();
        }

        @Override
        public Uni<ProcessExit> stop(Duration grace) {
            return Uni.createFrom().completionStage(() -> {
                if (exited.complete(new ProcessExit(0, List.of()))) {
                    alive.decrementAndGet();
                }
                return exited;
            });
        }
    }

    private final class InstantTransport implements PluginTransport {
        @Override
        public String protocol() {
            return "grpc";
        }

        @Override
        public Uni<PluginConnection> connect(Handshake handshake, Optional<PluginTls> tls, PluginLog log) {
            return Uni.createFrom().item(() -> new FakeConnection(new FakePlugin().onRun(this::later)));
        }

        private Uni<Measurement> later() {
            return Uni.createFrom()
                    .item(FakePlugin.SUCCESSFUL)
                    .onItem()
                    .delayIt()
                    .onExecutor(wire)
                    .by(Duration.ofNanos(ThreadLocalRandom.current().nextLong(1, 2_000_000)));
        }
    }
}
