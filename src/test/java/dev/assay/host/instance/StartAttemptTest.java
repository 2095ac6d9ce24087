package dev.assay.host.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.config.PluginSpec;
import dev.assay.host.calls.StubConnection;
import dev.assay.install.Executable;
import dev.assay.install.InstallProgress;
import dev.assay.log.PluginLog;
import dev.assay.process.Handshake;
import dev.assay.process.Launch;
import dev.assay.process.PluginProcess;
import dev.assay.process.ProcessException;
import dev.assay.process.ProcessExit;
import dev.assay.process.ProcessUsage;
import dev.assay.process.output.OutputListener;
import dev.assay.testing.FakeTime;
import dev.assay.testing.SpecBuilder;
import dev.assay.wire.AutoMtls;
import dev.assay.wire.Dialect;
import dev.assay.wire.PluginConnection;
import dev.assay.wire.PluginTls;
import dev.assay.wire.PluginTransport;
import io.grpc.SynchronizationContext;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Attempts that are given up or fail at each of their steps. */
class StartAttemptTest {
    private static final PluginSpec SPEC = new SpecBuilder("acme/one", "file:///one").build();
    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final ProcessExit REFUSAL =
            new ProcessExit(1, List.of("This binary is a plugin. These are not meant to be executed directly."));

    private final FakeTime time = new FakeTime();
    private final CompletableFuture<Executable> executable = new CompletableFuture<>();
    private final CompletableFuture<PluginProcess> launched = new CompletableFuture<>();
    private final CompletableFuture<PluginConnection> connection = new CompletableFuture<>();
    private final FakeProcesses.FakeProcess process = new FakeProcesses.FakeProcess(100);
    private final FakeProcesses.FakeProcess olderProcess = new FakeProcesses.FakeProcess(101);
    private final List<String> cookies = new ArrayList<>();
    private final List<String> events = new ArrayList<>();
    private final List<Throwable> bugs = new ArrayList<>();
    private final SynchronizationContext context = new SynchronizationContext((thread, failure) -> bugs.add(failure));
    private final StartSteps steps = steps();
    private final StartAttempt attempt = new StartAttempt(SPEC, steps, context, time, new Observer(), new Owner());

    @AfterEach
    void no_illegal_move_was_made() {
        assertThat(bugs).isEmpty();
    }

    @Test
    void it_can_be_used_inside_its_serial_context_only() {
        assertThatThrownBy(() -> attempt.begin(null)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> attempt.giveUp(GRACE, () -> {})).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void an_attempt_tells_each_step_and_then_that_it_is_ready() {
        begin();
        executable.complete(file());
        launched.complete(process);
        process.shakeHands("grpc");
        connection.complete(new StubConnection());
        assertThat(events).containsExactly("installed", "launched 100", "handshake grpc", "ready 100");
    }

    @Test
    void one_that_is_given_up_while_it_installs_launches_nothing() {
        begin();
        giveUp();
        executable.complete(file());
        assertThat(events).containsExactly("gone");
    }

    @Test
    void a_process_that_is_created_after_the_give_up_is_killed_before_the_owner_is_told() {
        begin();
        executable.complete(file());
        giveUp();
        process.stopsAtOnce = false;
        launched.complete(process);
        assertThat(process.stops).containsExactly(Duration.ZERO);
        assertThat(events).containsExactly("installed");

        process.stopped.complete(new ProcessExit(137, List.of()));
        assertThat(events).containsExactly("installed", "gone");
    }

    @Test
    void a_launch_that_fails_after_the_give_up_is_not_a_failure_of_the_attempt() {
        begin();
        executable.complete(file());
        giveUp();
        launched.completeExceptionally(new ProcessException(true, "no such file", null));
        assertThat(events).containsExactly("installed", "gone");
    }

    @Test
    void one_that_is_given_up_while_its_failed_process_is_ended_says_so_when_that_is_gone() {
        begin();
        executable.complete(file());
        launched.complete(process);
        process.stopsAtOnce = false;
        process.handshake.completeExceptionally(new ProcessException(true, "junk", null));
        giveUp();
        assertThat(events).containsExactly("installed", "launched 100");

        process.stopped.complete(new ProcessExit(137, List.of()));
        assertThat(events).containsExactly("installed", "launched 100", "gone");
    }

    @Test
    void a_connection_that_comes_after_the_give_up_is_closed() {
        begin();
        executable.complete(file());
        launched.complete(process);
        process.shakeHands("grpc");
        StubConnection late = new StubConnection();
        context.execute(() -> {
            // Made on another thread, it is handed over when this task is done.
            connection.complete(late);
            attempt.giveUp(GRACE, () -> events.add("gone"));
        });
        assertThat(late.closed).isDone();
        assertThat(events).containsExactly("installed", "launched 100", "handshake grpc", "gone");
    }

    @Test
    void a_plugin_that_refuses_the_cookie_is_launched_once_more_with_the_older_one() {
        begin();
        executable.complete(file());
        launched.complete(process);
        refuseCookie();
        assertThat(events).containsExactly("installed", "launched 100", "launched 101");
        assertThat(cookies).containsExactly("metricprovider", "metrics");

        olderProcess.shakeHands("netrpc");
        connection.complete(new StubConnection());
        assertThat(events)
                .containsExactly("installed", "launched 100", "launched 101", "handshake netrpc-pre-1.5", "ready 101");
    }

    @Test
    void one_that_refuses_both_cookies_fails_once_with_the_last_exit() {
        begin();
        executable.complete(file());
        launched.complete(process);
        refuseCookie();
        refuseCookie(olderProcess);
        assertThat(events)
                .containsExactly("installed", "launched 100", "launched 101", "exited 1", "failed of another kind");
    }

    @Test
    void an_executable_that_took_the_older_cookie_gets_it_first_at_its_next_start() {
        a_plugin_that_refuses_the_cookie_is_launched_once_more_with_the_older_one();
        cookies.clear();
        StartAttempt next = new StartAttempt(SPEC, steps, context, time, new Observer(), new Owner());
        context.execute(() -> next.begin(null));
        assertThat(cookies).containsExactly("metrics");
    }

    @Test
    void one_that_is_given_up_while_its_refusing_process_is_ended_is_not_launched_again() {
        begin();
        executable.complete(file());
        launched.complete(process);
        process.stopsAtOnce = false;
        refuseCookie();
        giveUp();
        process.stopped.complete(REFUSAL);
        assertThat(events).containsExactly("installed", "launched 100", "gone");
        assertThat(cookies).containsExactly("metricprovider");
    }

    private void refuseCookie() {
        refuseCookie(process);
    }

    private static void refuseCookie(FakeProcesses.FakeProcess refusing) {
        refusing.exited.complete(REFUSAL);
        refusing.handshake.completeExceptionally(ProcessException.cookieRefused("of another kind"));
    }

    private void begin() {
        context.execute(() -> attempt.begin(null));
    }

    private void giveUp() {
        context.execute(() -> attempt.giveUp(GRACE, () -> events.add("gone")));
    }

    private static Executable file() {
        return new Executable(List.of("/store/one"), Optional.of("one"));
    }

    private StartSteps steps() {
        return new StartSteps(
                (spec, progress) -> Uni.createFrom().completionStage(executable),
                name -> Uni.createFrom().item(Map.of()),
                this::launch,
                List.of(new Transport("grpc", Dialect.CURRENT), new Transport("netrpc", Dialect.BEFORE_1_5)),
                AutoMtls.off(),
                (name, process) -> line -> {},
                time,
                Duration.ofSeconds(60));
    }

    private Uni<PluginProcess> launch(Launch launch, OutputListener output) {
        cookies.add(launch.cookie());
        return launch.cookie().equals("metrics")
                ? Uni.createFrom().item(olderProcess)
                : Uni.createFrom().completionStage(launched);
    }

    private final class Transport implements PluginTransport {
        private final String protocol;
        private final Dialect dialect;

        Transport(String protocol, Dialect dialect) {
            this.protocol = protocol;
            this.dialect = dialect;
        }

        @Override
        public String protocol() {
            return protocol;
        }

        @Override
        public Dialect dialect() {
            return dialect;
        }

        @Override
        public Uni<PluginConnection> connect(Handshake handshake, Optional<PluginTls> tls, PluginLog log) {
            return Uni.createFrom().completionStage(connection);
        }
    }

    private final class Observer implements StartObserver {
        @Override
        public int generation() {
            return 1;
        }

        @Override
        public void onExited(ProcessExit exit, Optional<String> endedBecause) {
            if (endedBecause.isEmpty()) {
                events.add("exited " + exit.code());
            }
        }

        @Override
        public void onProgress(InstallProgress progress) {}

        @Override
        public void onLaunched(long pid, Supplier<Optional<ProcessUsage>> usage) {
            events.add("launched " + pid);
        }

        @Override
        public void onHandshake(String protocol) {
            events.add("handshake " + protocol);
        }
    }

    private final class Owner implements StartAttempt.Owner {
        @Override
        public void onInstalled(Executable installed) {
            events.add("installed");
        }

        @Override
        public void onReady(RunningPlugin plugin) {
            events.add("ready " + plugin.pid());
        }

        @Override
        public void onFailed(Throwable failure) {
            events.add("failed " + failure.getMessage());
        }
    }
}
