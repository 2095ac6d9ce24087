package dev.assay.testing.kubelet;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateTerminatedBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One process of a container: the first one in its sandbox, with all that it starts. */
final class ContainerRun {
    /** The end of a log that becomes the termination message (the kubelet's {@code MaxContainerTerminationMessageLogLength}). */
    private static final int LOG_BYTES = 2048;

    private static final Duration MOMENT = Duration.ofMillis(20);
    private static final Duration KILLED = Duration.ofSeconds(20);

    private final Process sandbox;
    private final Path log;
    private final Path terminationLog;
    private final boolean logIsMessage;
    private final Instant started = Instant.now();

    private ContainerRun(Process sandbox, Path log, Path terminationLog, boolean logIsMessage) {
        this.sandbox = sandbox;
        this.log = log;
        this.terminationLog = terminationLog;
        this.logIsMessage = logIsMessage;
    }

    /**
     * Starts it.
     *
     * @param log gets its output
     * @param terminationLog the file that it sees as {@code terminationMessagePath}
     * @param logIsMessage whether the policy of the message is {@code FallbackToLogsOnError}
     */
    static ContainerRun start(List<String> command, Path log, Path terminationLog, boolean logIsMessage)
            throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        process.getOutputStream().close();
        return new ContainerRun(process, log, terminationLog, logIsMessage);
    }

    CompletableFuture<Process> exit() {
        return sandbox.onExit();
    }

    Instant started() {
        return started;
    }

    /** SIGTERM to the first process, and SIGKILL when it is still there after the time. */
    void end(Duration grace) throws InterruptedException {
        try {
            boolean ended = false;
            while (!ended && first().isEmpty()) {
                ended = sandbox.waitFor(MOMENT.toMillis(), TimeUnit.MILLISECONDS);
            }
            first().ifPresent(ProcessHandle::destroy);
            Process unused = exit().get(grace.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            kill();
        }
    }

    /** SIGKILL, which no process of the sandbox outlives. */
    void kill() {
        first().ifPresent(ProcessHandle::destroyForcibly);
        try {
            Process unused = exit().get(1, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            sandbox.destroyForcibly();
        } catch (InterruptedException e) {
            sandbox.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        exit().orTimeout(KILLED.toSeconds(), TimeUnit.SECONDS).join();
    }

    /** The end of it, for the status of the pod. */
    ContainerStateTerminated terminated() throws IOException {
        int code = sandbox.exitValue();
        return new ContainerStateTerminatedBuilder()
                .withExitCode(code)
                .withReason(code == 0 ? "Completed" : "Error")
                .withMessage(message(code))
                .withStartedAt(time(started))
                .withFinishedAt(time(Instant.now()))
                .build();
    }

    static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private String message(int code) throws IOException {
        String written = Files.readString(terminationLog);
        if (!written.isEmpty() || code == 0 || !logIsMessage) {
            return written;
        }
        byte[] all = Files.readAllBytes(log);
        int from = Math.max(0, all.length - LOG_BYTES);
        return new String(all, from, all.length - from, StandardCharsets.UTF_8);
    }

    private Optional<ProcessHandle> first() {
        return sandbox.toHandle().children().findFirst();
    }
}
