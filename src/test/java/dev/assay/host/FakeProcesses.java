package dev.assay.host;

import dev.assay.process.Handshake;
import dev.assay.process.Launch;
import dev.assay.process.OutputListener;
import dev.assay.process.PluginProcess;
import dev.assay.process.ProcessException;
import dev.assay.process.ProcessExit;
import dev.assay.process.ProcessLauncher;
import io.smallrye.mutiny.Uni;
import java.net.UnixDomainSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Processes that exist in the test only, which decides when each says or does something. */
final class FakeProcesses implements ProcessLauncher {
    final List<FakeProcess> launched = new ArrayList<>();
    final List<Launch> launches = new ArrayList<>();
    RuntimeException refusal;

    @Override
    public Uni<PluginProcess> launch(Launch launch, OutputListener output) {
        return Uni.createFrom().deferred(() -> {
            launches.add(launch);
            if (refusal != null) {
                return Uni.createFrom().failure(refusal);
            }
            FakeProcess process = new FakeProcess(100 + launched.size());
            launched.add(process);
            return Uni.createFrom().item(process);
        });
    }

    FakeProcess last() {
        return launched.get(launched.size() - 1);
    }

    FakeProcess lastOf(String plugin) {
        for (int i = launches.size() - 1; i >= 0; i--) {
            if (launches.get(i).plugin().equals(plugin)) {
                return launched.get(i);
            }
        }
        throw new AssertionError(plugin + " has not been launched");
    }

    /** How many have been started and not yet ended. */
    long alive() {
        return launched.stream().filter(process -> !process.exited.isDone()).count();
    }

    static final class FakeProcess implements PluginProcess {
        final CompletableFuture<Handshake> handshake = new CompletableFuture<>();
        final CompletableFuture<ProcessExit> exited = new CompletableFuture<>();
        final List<Duration> stops = new ArrayList<>();
        final CompletableFuture<ProcessExit> stopped = new CompletableFuture<>();
        boolean stopsAtOnce = true;
        private final long pid;

        FakeProcess(long pid) {
            this.pid = pid;
        }

        void shakeHands(String protocol) {
            handshake.complete(
                    new Handshake(1, UnixDomainSocketAddress.of("/tmp/plugin" + pid), protocol, Optional.empty()));
        }

        void exit(int code) {
            ProcessExit exit = new ProcessExit(code, List.of());
            exited.complete(exit);
            handshake.completeExceptionally(new ProcessException(
                    false,
                    "tried to start it, but process " + pid + " " + exit.describe() + " before its handshake",
                    null));
        }

        @Override
        public long pid() {
            return pid;
        }

        @Override
        public CompletableFuture<Handshake> handshake() {
            return handshake;
        }

        @Override
        public CompletableFuture<ProcessExit> exited() {
            return exited;
        }

        @Override
        public Uni<ProcessExit> stop(Duration grace) {
            return Uni.createFrom().completionStage(() -> {
                stops.add(grace);
                if (stopsAtOnce) {
                    exited.complete(new ProcessExit(143, List.of()));
                    stopped.complete(exited.join());
                }
                return stopped;
            });
        }
    }
}
