package dev.assay.host.instance;

import dev.assay.process.Handshake;
import dev.assay.process.Launch;
import dev.assay.process.PluginProcess;
import dev.assay.process.ProcessException;
import dev.assay.process.ProcessExit;
import dev.assay.process.ProcessLauncher;
import dev.assay.process.ProcessUsage;
import dev.assay.process.output.OutputListener;
import io.smallrye.mutiny.Uni;
import java.net.UnixDomainSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Processes that exist in the test only, which decides when each says or does something. */
public final class FakeProcesses implements ProcessLauncher {
    public final List<FakeProcess> launched = new ArrayList<>();
    public final List<Launch> launches = new ArrayList<>();

    @Override
    public Uni<PluginProcess> launch(Launch launch, OutputListener output) {
        return Uni.createFrom().deferred(() -> {
            launches.add(launch);
            FakeProcess process = new FakeProcess(100 + launched.size());
            launched.add(process);
            return Uni.createFrom().item(process);
        });
    }

    public FakeProcess last() {
        return launched.get(launched.size() - 1);
    }

    public FakeProcess lastOf(String plugin) {
        for (int i = launches.size() - 1; i >= 0; i--) {
            if (launches.get(i).plugin().equals(plugin)) {
                return launched.get(i);
            }
        }
        throw new AssertionError(plugin + " has not been launched");
    }

    /** How many have been started and not yet ended. */
    public long alive() {
        return launched.stream().filter(process -> !process.exited.isDone()).count();
    }

    public static final class FakeProcess implements PluginProcess {
        public final CompletableFuture<Handshake> handshake = new CompletableFuture<>();
        public final CompletableFuture<ProcessExit> exited = new CompletableFuture<>();
        public final List<Duration> stops = new ArrayList<>();
        public final CompletableFuture<ProcessExit> stopped = new CompletableFuture<>();
        public boolean stopsAtOnce = true;
        public Optional<ProcessUsage> usage = Optional.empty();
        private final long pid;

        FakeProcess(long pid) {
            this.pid = pid;
        }

        public void shakeHands(String protocol) {
            handshake.complete(
                    new Handshake(1, UnixDomainSocketAddress.of("/tmp/plugin" + pid), protocol, Optional.empty()));
        }

        public void exit(int code) {
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
            // A caller who gives up cancels what it was given.
            return exited.copy();
        }

        @Override
        public Optional<ProcessUsage> usage() {
            return usage;
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
