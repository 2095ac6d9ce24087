package dev.assay.host.status;

import dev.assay.install.InstallProgress;
import dev.assay.process.LastExit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The status of a plugin at one moment.
 *
 * @param reason why it is in this state; while it is started again, the fault before; empty when there is nothing to
 *     say
 * @param since when it came into this state
 * @param restarts how often its process was started again
 * @param pid the process id, while there is a process
 * @param protocol {@code grpc}, {@code netrpc} or {@code netrpc-pre-1.5}, known from the handshake on
 * @param digest sha256 of the executable in hex, known from the installation on
 * @param peer the replica that gave the executable, for instance {@code 10.1.2.3:8080}; empty where it came from its location
 * @param location as configured, without a password
 * @param generation how many processes of it have been Ready
 * @param required whether boot is over only with this plugin
 * @param timeout of its calls
 * @param args of its process, secret values masked
 * @param calls the numbers of its calls
 * @param unansweredChecks how many health checks in a row its process has not answered
 * @param nextStart when its process is started again, while the state is BackingOff
 * @param lastExit the end of its former process; empty when none has ended
 * @param progress how far the download of its executable is, while there is one
 * @param update the status of the change that is to take its place, while there is one
 */
public record PluginStatus(
        String name,
        PluginState state,
        String reason,
        Instant since,
        int restarts,
        Optional<Long> pid,
        Optional<String> protocol,
        Optional<String> digest,
        Optional<String> peer,
        String location,
        int generation,
        boolean required,
        Duration timeout,
        List<String> args,
        CallCounts calls,
        int unansweredChecks,
        Optional<Instant> nextStart,
        Optional<LastExit> lastExit,
        Optional<InstallProgress> progress,
        Optional<PluginUpdate> update) {
    public PluginStatus {
        args = List.copyOf(args);
    }

    /** Whether both show the same, apart from the numbers of calls. */
    public boolean isLike(PluginStatus other) {
        return withCalls(other.calls).equals(other);
    }

    private PluginStatus withCalls(CallCounts newCalls) {
        return new PluginStatus(
                name,
                state,
                reason,
                since,
                restarts,
                pid,
                protocol,
                digest,
                peer,
                location,
                generation,
                required,
                timeout,
                args,
                newCalls,
                unansweredChecks,
                nextStart,
                lastExit,
                progress,
                update);
    }

    /** The status with the function applied to each text that may hold words of others. */
    public PluginStatus mapTexts(UnaryOperator<String> function) {
        return new PluginStatus(
                name,
                state,
                function.apply(reason),
                since,
                restarts,
                pid,
                protocol,
                digest,
                peer,
                function.apply(location),
                generation,
                required,
                timeout,
                args.stream().map(function).toList(),
                calls,
                unansweredChecks,
                nextStart,
                lastExit.map(
                        exit -> new LastExit(exit.code(), exit.signal(), function.apply(exit.reason()), exit.time())),
                progress,
                update.map(change -> change.mapTexts(function)));
    }
}
