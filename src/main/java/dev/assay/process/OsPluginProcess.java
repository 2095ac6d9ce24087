package dev.assay.process;

import dev.assay.process.linux.Trampoline;
import dev.assay.process.output.ErrorTail;
import dev.assay.process.output.OutputListener;
import dev.assay.process.output.OutputPipes;
import dev.assay.process.output.OutputRelay;
import dev.assay.process.output.PipeReader;
import dev.assay.text.LineSplitter;
import io.smallrye.mutiny.Uni;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A child process of this machine. It ends in two steps. The exit of the process itself is reported at once. Then its
 * descendants, pipes and sockets are cleared up. Signals are sent through the {@link ProcessHandle}, because
 * {@link Process#destroy} closes the pipes and loses the last lines.
 */
final class OsPluginProcess implements PluginProcess {
    /** The longest wait for the rest of the output before an exit is reported; a descendant may hold the pipes open. */
    private static final Duration OUTPUT_LIMIT = Duration.ofMillis(200);

    /** The longest wait for the pipes when no known descendant is left. */
    private static final Duration PIPES_LIMIT = Duration.ofSeconds(2);

    private static final Duration POLL = Duration.ofMillis(100);

    /** A process that SIGKILL does not end within this time is blocked in the kernel. */
    private static final Duration KILL_LIMIT = Duration.ofSeconds(5);

    private static final Logger LOG = Logger.getLogger(OsPluginProcess.class);

    /**
     * A process that was started and is not watched yet.
     *
     * @param sockets its own folder, removed at its end
     * @param trampoline by which it was started
     */
    record Started(
            Launch launch,
            Process process,
            OutputPipes pipes,
            ProcessDescendants processTree,
            Path sockets,
            Trampoline trampoline) {
        /** Kills the process and its descendants, when it cannot be watched. */
        void abandon() {
            processTree.kill();
            pipes.close();
            SocketDirectory.delete(sockets);
            processTree.forget();
        }
    }

    private final Started started;
    private final UsageMeter usage;
    private final Background background;
    private final Instant startedAt;
    private final HandshakeWait handshake;
    private final LineSplitter stdoutLines;
    private final OutputRelay relay;
    private final ErrorTail errors = new ErrorTail(System::nanoTime);
    private final CompletableFuture<Void> pipes;
    private final CompletableFuture<ProcessExit> exited = new CompletableFuture<>();
    private final CompletableFuture<ProcessExit> stopped = new CompletableFuture<>();
    private final AtomicReference<State> state = new AtomicReference<>(State.RUNNING);

    /** How far the end of the process and of its descendants is; each state is only left for a later one. */
    private enum State {
        /** Nobody has asked for the end, and the process has not ended of its own accord. */
        RUNNING,
        /** The end was asked for, so they were sent SIGTERM and have time for their end. */
        STOPPING,
        /** What is left is killed, since that time is over or the process has ended of its own accord. */
        KILLING
    }

    /** Starts to read the output of the process. */
    OsPluginProcess(
            Started started, ProcessSettings settings, OutputListener output, UsageMeter usage, Background background) {
        this.started = started;
        this.usage = usage;
        this.background = background;
        String plugin = started.launch().plugin();
        handshake = new HandshakeWait(started.launch(), settings.maxHandshakeBytes(), background);
        relay = new OutputRelay(plugin, output, settings.maxLineBytes());
        stdoutLines = new LineSplitter(
                settings.maxHandshakeBytes(),
                settings.maxLineBytes(),
                handshake::firstLine,
                (text, end) -> relay.line(OutputListener.Pipe.STDOUT, text, end));
        LineSplitter.Sink stderr = (text, end) -> errors.add(relay.line(OutputListener.Pipe.STDERR, text, end));
        LineSplitter stderrLines = new LineSplitter(settings.maxLineBytes(), settings.maxLineBytes(), stderr, stderr);
        output.started(started.process().pid());
        startedAt = started.process().info().startInstant().orElse(Instant.MAX);
        pipes = CompletableFuture.allOf(
                PipeReader.start("assay-" + plugin + "-stdout", started.pipes().stdout(), stdoutLines)
                        .thenRun(() -> handshake.pipeClosed(stdoutLines.unfinishedFirstLine())),
                PipeReader.start("assay-" + plugin + "-stderr", started.pipes().stderr(), stderrLines));
    }

    /**
     * Starts to watch for the end of the process and of the time for its handshake. Called once, right after the
     * constructor.
     */
    void watch() {
        var unused = started.process().onExit().whenComplete((process, fault) -> background.run(this::ended));
        background.later(
                started.launch().handshakeTimeout(),
                () -> handshake.timeIsOver(stdoutLines.unfinishedFirstLine(), errors.lines()));
    }

    @Override
    public long pid() {
        return started.process().pid();
    }

    @Override
    public CompletionStage<Handshake> handshake() {
        return handshake.result();
    }

    @Override
    public CompletionStage<ProcessExit> exited() {
        return exited.minimalCompletionStage();
    }

    @Override
    public Optional<ProcessUsage> usage() {
        return usage.latest();
    }

    @Override
    public Uni<ProcessExit> stop(Duration grace) {
        return Uni.createFrom().completionStage(() -> {
            end(grace);
            return gone();
        });
    }

    /** Completes when the process, its descendants and its sockets are gone. */
    CompletableFuture<ProcessExit> gone() {
        return stopped.copy();
    }

    /** Begins to stop the process and its descendants; returns at once. */
    void end(Duration grace) {
        if (state.compareAndSet(State.RUNNING, State.STOPPING)) {
            background.run(this::terminate);
        }
        background.later(grace, this::kill);
    }

    private void terminate() {
        List<ProcessHandle> descendants = started.processTree().descendants();
        started.process().toHandle().destroy();
        descendants.forEach(ProcessHandle::destroy);
    }

    private void kill() {
        if (stopped.isDone()) {
            return;
        }
        state.set(State.KILLING);
        started.processTree().kill();
        background.later(KILL_LIMIT, this::giveUp);
    }

    private void giveUp() {
        if (!exited.isDone()) {
            stopped.completeExceptionally(new ProcessException(
                    false,
                    "tried to stop plugin " + started.launch().plugin() + ", but its process " + pid()
                            + " is still there " + KILL_LIMIT.toSeconds()
                            + " s after SIGKILL; see what it waits for (ps -o stat,wchan -p " + pid() + ")",
                    null));
        }
    }

    private void ended() {
        boolean unused = state.compareAndSet(State.RUNNING, State.KILLING);
        Optional<String> shortOfMemory = started.processTree().killedForMemory();
        shortOfMemory.ifPresent(cause -> LOG.warnf(
                "The system ended plugin %s, because %s; raise that limit, or see what needs the memory",
                started.launch().plugin(), cause));
        whenPipesEnd(OUTPUT_LIMIT, () -> {
            // Before the handshake there are no calls, so all lines are about the start.
            ProcessExit exit = new ProcessExit(
                    started.process().exitValue(),
                    handshake.isOver() ? errors.lastWords() : errors.lines(),
                    shortOfMemory);
            handshake.processEnded(exit, stdoutLines.unfinishedFirstLine(), this::startFailure);
            exited.complete(exit);
        });
        clearUp(Duration.ZERO);
    }

    private void whenPipesEnd(Duration limit, Runnable next) {
        CompletableFuture<Void> either = pipes.copy();
        var unused = either.thenRunAsync(next, background::run);
        background.later(limit, () -> either.complete(null));
    }

    /** @param killingFor the time since the first attempt to kill the descendants */
    private void clearUp(Duration killingFor) {
        List<ProcessHandle> left = started.processTree().descendants();
        boolean stuck = killingFor.compareTo(KILL_LIMIT) > 0;
        if (stuck) {
            LOG.warnf(
                    "tried to kill the descendants of plugin %s, but %s are still there after %d s; see what they wait for",
                    started.launch().plugin(),
                    left.stream().map(ProcessHandle::pid).toList(),
                    KILL_LIMIT.toSeconds());
        }
        if (left.isEmpty() || stuck) {
            // Those that fork and end all the time are not seen.
            started.trampoline().killGroup(pid());
            whenPipesEnd(PIPES_LIMIT, this::endOutput);
            return;
        }
        boolean kill = state.get() == State.KILLING;
        if (kill) {
            started.processTree().kill();
        }
        background.later(POLL, () -> clearUp(kill ? killingFor.plus(POLL) : killingFor));
    }

    /** Ends the output of a descendant that is not known as one: it has a session and an environment of its own. */
    private void endOutput() {
        if (pipes.isDone()) {
            finish();
            return;
        }
        List<Long> killed = started.processTree().killWritersTo(started.pipes().files());
        LOG.warnf(
                "Plugin %s has ended, but processes that it had started in a session of their own held its output open;"
                        + " killed %s and closed the output; let the plugin end what it starts",
                started.launch().plugin(), killed);
        whenPipesEnd(OUTPUT_LIMIT, () -> {
            started.pipes().close();
            finish();
        });
    }

    private void finish() {
        SocketDirectory.delete(started.sockets());
        started.processTree().forget();
        var unusedToo = handshake.result().thenAccept(known -> StraySocket.remove(known, startedAt));
        var unused = exited.thenAccept(stopped::complete);
    }

    private @Nullable ProcessException startFailure(ProcessExit exit) {
        List<String> errorLines = exit.lastErrorLines();
        Launch launch = started.launch();
        return started.trampoline().couldNotStart(exit.code(), errorLines)
                ? new StartFailure(launch.plugin(), launch.command().get(0)).of(exit.code(), errorLines.get(0))
                : null;
    }
}
